package org.patchbay.sound.files.internal;

import java.nio.ByteBuffer;

/** The checksum of Ogg pages (RFC 3533 section 6): polynomial 04c11db7, from zero, neither reflected nor inverted. */
final class OggCrc {
    private static final int[] TABLE = table();

    private OggCrc() {}

    private static int[] table() {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
            table[i] = value;
        }
        return table;
    }

    /** Returns the checksum of a page whose own checksum, at octets 22 to 25, counts as zero. */
    static int of(ByteBuffer page, int start, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            int octet = i >= 22 && i < 26 ? 0 : page.get(start + i) & 0xFF;
            crc = crc << 8 ^ TABLE[crc >>> 24 ^ octet];
        }
        return crc;
    }
}
