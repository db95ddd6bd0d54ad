package org.patchbay.channel.media.internal;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpPort;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession.Digit;

/** Sees to it that the digits of a leg are detected, whichever comes first, the agreed format or the listener. Owned by the leg's call. */
final class DigitTap {
    private final RtpPort port;
    private final MediaClock clock;
    private Optional<Codec> agreed = Optional.empty();
    private Optional<Codec> tapped = Optional.empty();
    private @Nullable Consumer<Digit> listener;
    private @Nullable DigitDetector detector;
    private boolean passes = true;

    DigitTap(RtpPort port, MediaClock clock) {
        this.port = port;
        this.clock = clock;
    }

    void listen(Consumer<Digit> newListener) {
        listener = newListener;
        tapped = Optional.empty();
        tap();
    }

    void agreed(MediaFormat format) {
        agreed = KeySender.events(format);
        tap();
    }

    /** Says whether the events are sent on as they are, besides. */
    void passes(boolean now) {
        passes = now;
        if (detector != null) detector.passes(now);
    }

    // a key may be held while the peer says the same again: what is known of it must not be lost
    private void tap() {
        Consumer<Digit> to = listener;
        if (to == null || agreed.equals(tapped)) return;
        tapped = agreed;
        agreed.ifPresentOrElse(codec -> tap(codec, to), port::stopTap);
    }

    private void tap(Codec codec, Consumer<Digit> to) {
        var next = new DigitDetector(codec.clockRateHz(), to, clock, System::nanoTime);
        next.passes(passes);
        detector = next;
        port.tap(codec.payloadType(), next);
    }
}
