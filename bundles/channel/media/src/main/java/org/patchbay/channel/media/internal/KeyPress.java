package org.patchbay.channel.media.internal;

/**
 * A key press, as far as its packets have told.
 *
 * @param earlier how long it had lasted when its packets began to count anew, in units of the timestamp
 * @param reported whether the listener has it
 * @param seenNanos when its last packet came
 */
record KeyPress(TelephoneEvent event, int earlier, boolean reported, long seenNanos) {
    private static final int LONGEST_SEGMENT = 0xFFFF;
    private static final int LATE_PACKETS_SECONDS = 5;

    static KeyPress begin(TelephoneEvent event, long nowNanos) {
        return new KeyPress(event, 0, event.ended(), nowNanos);
    }

    /** Tells whether {@code next} is another packet of this press. */
    boolean continues(TelephoneEvent next) {
        return sameSource(next) && next.timestamp() == event.timestamp() && next.digit() == event.digit();
    }

    /** Tells whether {@code next} goes on with this press, which lasts longer than a packet can tell (RFC 4733 section 2.5.1.3). */
    boolean extendedBy(TelephoneEvent next) {
        return !reported
                && sameSource(next)
                && next.digit() == event.digit()
                && next.timestamp() - event.timestamp() == LONGEST_SEGMENT;
    }

    /** Tells whether {@code next} belongs to a press before this one, and was overtaken. */
    boolean precededBy(TelephoneEvent next, int clockRateHz) {
        int behind = event.timestamp() - next.timestamp();
        return sameSource(next) && behind > 0 && behind < LATE_PACKETS_SECONDS * clockRateHz;
    }

    KeyPress with(TelephoneEvent next, long nowNanos) {
        // of reordered packets the longest duration is the latest
        int duration = Math.max(event.duration(), next.duration());
        TelephoneEvent latest = new TelephoneEvent(
                event.source(), event.timestamp(), event.digit(), next.ended() || event.ended(), duration);
        return new KeyPress(latest, earlier, reported || next.ended(), nowNanos);
    }

    KeyPress extended(TelephoneEvent next, long nowNanos) {
        return new KeyPress(next, earlier + LONGEST_SEGMENT, next.ended(), nowNanos);
    }

    KeyPress asReported() {
        return new KeyPress(event, earlier, true, seenNanos);
    }

    int millis(int clockRateHz) {
        return (int) ((earlier + (long) event.duration()) * 1000 / clockRateHz);
    }

    private boolean sameSource(TelephoneEvent next) {
        return next.source() == event.source();
    }
}
