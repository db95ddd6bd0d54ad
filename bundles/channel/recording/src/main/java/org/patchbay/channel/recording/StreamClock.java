package org.patchbay.channel.recording;

/**
 * Says where on the time line the packets of one stream belong. Their time stamps put them side by side without a gap; the
 * quickest of them tell when they were said by our clock, from which the sender's differs by up to some hundred millionths. That
 * difference is made up by a sample at a time, so that an hour of talk is an hour long and both ways stay together.
 */
final class StreamClock {
    private final int rateHz;
    private final long tolerance;
    private final long leap;
    private final long window;
    private boolean begun;
    private int lastTimestamp;
    private long media;
    private long remainder;
    private long offset;
    private long quickest;
    private long quickestBefore;
    private long windowEnds;

    StreamClock(int rateHz) {
        this.rateHz = rateHz;
        this.tolerance = rateHz / 200; // 5 ms
        this.leap = rateHz / 25; // 40 ms
        this.window = 5L * rateHz;
    }

    /** Forgets the stream: the next packet begins another. */
    void restart() {
        begun = false;
    }

    /**
     * Returns where the packet's first sample belongs.
     *
     * @param arrived when it came, in samples
     * @param marked whether it is the first after a silence, of which its time stamp may not know
     */
    long place(int timestamp, int clockRateHz, long arrived, boolean marked) {
        if (begun) advance(timestamp, clockRateHz);
        lastTimestamp = timestamp;
        long transit = arrived - media;
        if (!begun || marked && Math.abs(transit - offset) > leap) begin(transit, arrived);
        learn(transit, arrived);
        follow();
        return media + offset;
    }

    private void begin(long transit, long arrived) {
        begun = true;
        offset = transit;
        quickest = transit;
        quickestBefore = transit;
        windowEnds = arrived + window;
    }

    // in whole samples, with what is left of a division kept, so that no error adds up
    private void advance(int timestamp, int clockRateHz) {
        long ticks = (long) (timestamp - lastTimestamp) * rateHz + remainder;
        media += Math.floorDiv(ticks, clockRateHz);
        remainder = Math.floorMod(ticks, clockRateHz);
    }

    private void learn(long transit, long arrived) {
        if (arrived >= windowEnds) {
            quickestBefore = quickest;
            quickest = transit;
            windowEnds = arrived + window;
        }
        quickest = Math.min(quickest, transit);
    }

    private void follow() {
        long error = Math.min(quickest, quickestBefore) - offset;
        if (Math.abs(error) > leap) offset += error;
        else if (Math.abs(error) > tolerance) offset += Long.signum(error);
    }
}
