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

    // a key may be held while the peer says the same again: what is known of it must not be lost
    private void tap() {
        Consumer<Digit> to = listener;
        if (to == null || agreed.equals(tapped)) return;
        tapped = agreed;
        agreed.ifPresentOrElse(
                codec -> port.tap(
                        codec.payloadType(), new DigitDetector(codec.clockRateHz(), to, clock, System::nanoTime)),
                port::stopTap);
    }
}
