package org.patchbay.channel.recording;

import java.util.concurrent.TimeUnit;

/** The time of a recording: it stands while the recording is paused. Owned by the writer. */
final class TimeLine {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int rateHz;
    private long originNanos;

    TimeLine(int rateHz, long originNanos) {
        this.rateHz = rateHz;
        this.originNanos = originNanos;
    }

    int rateHz() {
        return rateHz;
    }

    /** Returns the sample of that moment. */
    long at(long nanos) {
        long since = nanos - originNanos;
        return since / SECOND_NANOS * rateHz + since % SECOND_NANOS * rateHz / SECOND_NANOS;
    }

    /** Leaves out {@code nanos}. */
    void skip(long nanos) {
        originNanos += nanos;
    }
}
