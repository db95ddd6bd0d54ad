package org.patchbay.codec.g722.internal;

/** The arithmetic of the Recommendation: 16 bits that stop at their ends. */
final class Saturated {
    private Saturated() {}

    static int of(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
