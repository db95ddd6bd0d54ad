package org.patchbay.channel.media.internal;

import java.util.function.Consumer;
import org.patchbay.media.MediaSession.Digit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to a leg's sound for digits, beside whatever else is done with it. Owned by the media clock, but for {@link #stop}. */
final class ToneEar implements MediaClock.Ticking {
    private static final Logger LOG = LoggerFactory.getLogger(ToneEar.class);

    private final PortSound sound;
    private final ToneDetector detector;
    private final short[] frame;
    private volatile boolean stopped;

    /** @param listener must not block */
    ToneEar(PortSound sound, Consumer<Digit> listener) {
        this.sound = sound;
        detector = new ToneDetector(sound.rateHz(), listener);
        frame = new short[sound.rateHz() / 50];
    }

    /** Ends it with the next tick. May be called from any thread, twice. */
    void stop() {
        stopped = true;
        sound.close();
    }

    @Override
    public boolean tick(long nowNanos) {
        if (!stopped) {
            try {
                if (sound.hear(frame)) detector.hear(frame, frame.length);
                return true;
            } catch (RuntimeException | LinkageError e) {
                // a codec is another bundle's code: its fault must not silence the other calls
                LOG.error("a leg's tones are heard no more: decoding failed", e);
                stop();
            }
        }
        sound.free();
        return false;
    }

    @Override
    public void abandon() {
        stop();
        sound.free();
    }
}
