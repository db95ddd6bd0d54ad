package org.patchbay.codec.g711.internal;

/** Mu-law of ITU-T G.711, table 2: 14 bits in 8. */
final class MuLaw {
    private static final int BIAS = 33;
    private static final int LARGEST = 0x1FFF;
    private static final int LOWEST_SEGMENT_BITS = 6;

    private MuLaw() {}

    /** Returns the code of a 16-bit sample. */
    static byte encode(short sample) {
        // the two lowest bits lie below the resolution; a negative value is the mirror image of its complement
        int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + BIAS, LARGEST);
        int segment = Integer.SIZE - LOWEST_SEGMENT_BITS - Integer.numberOfLeadingZeros(magnitude);
        int code = segment << 4 | magnitude >> (segment + 1) & 0x0F;
        // all bits are sent inverted, so that silence has many ones
        return (byte) ~(sample < 0 ? code | 0x80 : code);
    }

    /** Returns the 16-bit sample that a code stands for. */
    static short decode(byte code) {
        int bits = ~code & 0xFF;
        int segment = bits >> 4 & 0x07;
        int magnitude = ((bits & 0x0F) * 2 + BIAS << segment) - BIAS << 2;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }
}
