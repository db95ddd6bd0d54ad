package org.patchbay.channel.media.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two legs that talk and use different codecs: each tick passes 20 ms both ways. */
final class Transcoding implements MediaClock.Ticking {
    private static final Logger LOG = LoggerFactory.getLogger(Transcoding.class);

    private final PortSound one;
    private final PortSound other;
    private final short[] frame;
    private boolean oneBegun;
    private boolean otherBegun;
    private volatile boolean stopped;

    /** @param one and {@code other} at the same rate */
    Transcoding(PortSound one, PortSound other) {
        this.one = one;
        this.other = other;
        this.frame = new short[one.rateHz() / 50];
    }

    /** Ends it; what is on the clock ends with the next tick. May be called from any thread, twice. */
    void stop() {
        stopped = true;
        one.close();
        other.close();
    }

    @Override
    public boolean tick(long nowNanos) {
        if (!stopped) {
            try {
                oneBegun = pass(one, other, oneBegun);
                otherBegun = pass(other, one, otherBegun);
                return true;
            } catch (RuntimeException | LinkageError e) {
                // a codec is another bundle's code: its fault must not silence the other calls
                LOG.error("two legs hear each other no more: transcoding failed", e);
                stop();
            }
        }
        one.free();
        other.free();
        return false;
    }

    // once somebody has spoken, silence is sent too: jitter buffers and NATs stay as they are
    private boolean pass(PortSound from, PortSound to, boolean begun) {
        boolean speaks = from.hear(frame) || begun;
        if (speaks) to.say(frame);
        return speaks;
    }

    @Override
    public void abandon() {
        stop();
        one.free();
        other.free();
    }
}
