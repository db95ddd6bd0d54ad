package org.patchbay.codec.g711.internal;

/** A-law of ITU-T G.711, table 1: 13 bits in 8. */
final class ALaw {
    private static final int EVEN_BITS = 0x55;
    private static final int LOWEST_SEGMENT_BITS = 4;

    private ALaw() {}

    /** Returns the code of a 16-bit sample. */
    static byte encode(short sample) {
        // the four lowest bits lie below the resolution; a negative value is the mirror image of its complement
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = Math.max(0, Integer.SIZE - LOWEST_SEGMENT_BITS - Integer.numberOfLeadingZeros(magnitude));
        int code = segment << 4 | magnitude >> Math.max(0, segment - 1) & 0x0F;
        // the sign bit is set for positive values; every other bit is inverted
        return (byte) ((sample < 0 ? code : code | 0x80) ^ EVEN_BITS);
    }

    /** Returns the 16-bit sample that a code stands for. */
    static short decode(byte code) {
        int bits = code ^ EVEN_BITS;
        int segment = bits >> 4 & 0x07;
        int step = (bits & 0x0F) * 2 + 1;
        int magnitude = (segment == 0 ? step : step + 32 << segment - 1) << 3;
        return (short) ((bits & 0x80) == 0 ? -magnitude : magnitude);
    }
}
