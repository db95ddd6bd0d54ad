package org.patchbay.io.rtp.srtp.internal;

/** Which of the last 128 indices have been seen (RFC 3711 section 3.3.2). */
final class ReplayWindow {
    static final int SIZE = 128;

    private long highest = -1;
    // bit i of the first is highest - i, of the second highest - 64 - i
    private long recent;
    private long older;

    /** Returns the highest index seen; -1 before the first. */
    long highest() {
        return highest;
    }

    /** Tells whether {@code index} is new, and not too old to know. */
    boolean isNew(long index) {
        long behind = highest - index;
        if (behind < 0) return true;
        if (behind >= SIZE) return false;
        return ((behind < Long.SIZE ? recent >>> behind : older >>> (behind - Long.SIZE)) & 1) == 0;
    }

    /** Notes {@code index}, which {@linkplain #isNew is new}. */
    void note(long index) {
        if (index > highest) advance(index - highest);
        highest = Math.max(highest, index);
        long behind = highest - index;
        if (behind < Long.SIZE) recent |= 1L << behind;
        else older |= 1L << (behind - Long.SIZE);
    }

    private void advance(long by) {
        if (by >= SIZE) {
            recent = 0;
            older = 0;
        } else if (by >= Long.SIZE) {
            older = recent << (by - Long.SIZE);
            recent = 0;
        } else {
            older = older << by | recent >>> (Long.SIZE - by);
            recent <<= by;
        }
    }
}
