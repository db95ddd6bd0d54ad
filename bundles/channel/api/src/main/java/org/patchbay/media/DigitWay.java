package org.patchbay.media;

import java.util.function.Consumer;
import org.patchbay.media.MediaSession.Digit;

/** How one peer presses keys, and how keys are pressed for it. */
public sealed interface DigitWay {
    /** As events in the stream of the sound (RFC 4733), if they were agreed on. */
    record Events() implements DigitWay {}

    /**
     * As tones in the sound.
     *
     * @param always whether they are listened to also while the peer talks with another, who hears them anyway
     */
    record Tones(boolean always) implements DigitWay {}

    /**
     * By the signalling.
     *
     * @param press presses a key for the peer after those before it; called by the leg's call, returns at once
     */
    record Signalled(Consumer<Digit> press) implements DigitWay {}
}
