package org.patchbay.sip.sdp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.media.Direction;

/** Which way a stream flows (RFC 3264 sections 5.1 and 6.1), and every form of hold. */
final class Directions {
    private static final List<Line> LINES = Arrays.stream(Direction.values())
            .map(direction -> new Line('a', direction.name().toLowerCase(Locale.ROOT)))
            .toList();

    private Directions() {}

    /** Returns the attribute that says {@code direction}. */
    static Line line(Direction direction) {
        return LINES.get(direction.ordinal());
    }

    /** Returns what {@code section} says itself. */
    static Optional<Direction> said(Section section) {
        for (Line line : section.lines()) {
            int index = LINES.indexOf(line);
            if (index >= 0) return Optional.of(Direction.values()[index]);
        }
        return Optional.empty();
    }

    /** Returns what {@code stream} says, or its session (RFC 8866 section 6.7). */
    static Direction of(Sdp sdp, Stream stream) {
        return said(stream).or(() -> said(sdp)).orElse(Direction.SENDRECV);
    }

    /** RFC 3264 section 8.4: 0.0.0.0 is how RFC 2543 puts a call on hold; nothing can be sent there, nor to {@code ::}. */
    static Direction held(Direction said) {
        return sends(said) ? Direction.SENDONLY : Direction.INACTIVE;
    }

    /** Returns {@code wanted} with no more than {@code peer} leaves, both as their own side sees them. */
    static Direction permitted(Direction wanted, Direction peer) {
        return of(sends(wanted) && receives(peer), receives(wanted) && sends(peer));
    }

    private static boolean sends(Direction direction) {
        return direction == Direction.SENDRECV || direction == Direction.SENDONLY;
    }

    private static boolean receives(Direction direction) {
        return direction == Direction.SENDRECV || direction == Direction.RECVONLY;
    }

    private static Direction of(boolean send, boolean receive) {
        if (send) return receive ? Direction.SENDRECV : Direction.SENDONLY;
        return receive ? Direction.RECVONLY : Direction.INACTIVE;
    }
}
