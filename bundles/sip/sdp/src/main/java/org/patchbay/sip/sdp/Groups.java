package org.patchbay.sip.sdp;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers {@code a=group} (RFC 5888). A group may name none but streams that the answer keeps. {@code LS} is true of what we
 * send; the others we don't do, and a group that is not answered is none: {@code BUNDLE} (RFC 9143) needs RTCP on the RTP
 * port, {@code ANAT} and {@code FID} a choice between streams.
 */
final class Groups {
    private static final String UNDERSTOOD = "LS";

    private Groups() {}

    /** Returns the groups of the answer to {@code offer} that keeps the streams {@code kept}. */
    static List<Line> answer(Sdp offer, List<Stream> kept) {
        if (!offer.has("group")) return List.of();
        Set<String> identifiers = new HashSet<>();
        for (Stream stream : kept) stream.attribute("mid").ifPresent(identifiers::add);
        return offer.attributes("group").stream()
                .map(value -> answer(Words.of(value), identifiers))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<Line> answer(List<String> group, Set<String> kept) {
        if (group.isEmpty() || !group.getFirst().equals(UNDERSTOOD)) return Optional.empty();
        List<String> left =
                group.stream().skip(1).filter(kept::contains).distinct().toList();
        if (left.isEmpty()) return Optional.empty();
        return Optional.of(Line.attribute("group", UNDERSTOOD + ' ' + String.join(" ", left)));
    }
}
