package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One page of an Ogg file (RFC 3533 section 6), copied out of it.
 *
 * @param granule where the last packet that ends here ends, -1 when none does
 */
record OggPage(
        boolean continued,
        boolean first,
        boolean last,
        long granule,
        int serial,
        int number,
        byte[] lacing,
        byte[] body) {
    /** The largest page there can be. */
    static final int LARGEST = 27 + 255 + 255 * 255;

    private static final int CAPTURE = 0x5367674f; // OggS, little endian
    private static final int HEADER = 27;

    /** Counts what is damaged, so that a file of nothing but damage comes to an end. */
    static final class Damage {
        private static final int MOST = 100;

        private int pages;

        private boolean tooMuch() {
            return ++pages > MOST;
        }
    }

    /** Reads the next whole page, over whatever is damaged; null at the end. */
    static @Nullable OggPage next(OctetInput file, Damage damage) throws IOException {
        while (toCapture(file)) {
            ByteBuffer in = file.atLeast(LARGEST);
            OggPage page = read(in);
            if (page != null) return page;
            if (damage.tooMuch()) return null;
            in.get();
        }
        return null;
    }

    private static boolean toCapture(OctetInput file) throws IOException {
        for (ByteBuffer in = file.atLeast(HEADER); in.remaining() >= HEADER; in = file.atLeast(HEADER)) {
            if (in.getInt(in.position()) == CAPTURE) return true;
            in.get();
        }
        return false;
    }

    private static @Nullable OggPage read(ByteBuffer in) {
        int start = in.position();
        int segments = in.get(start + 26) & 0xFF;
        if (in.get(start + 4) != 0 || in.remaining() < HEADER + segments) return null;
        var lacing = new byte[segments];
        in.get(start + HEADER, lacing);
        int length = 0;
        for (byte lace : lacing) length += lace & 0xFF;
        int whole = HEADER + segments + length;
        if (in.remaining() < whole || OggCrc.of(in, start, whole) != in.getInt(start + 22)) return null;
        var body = new byte[length];
        in.get(start + HEADER + segments, body);
        in.position(start + whole);
        int flags = in.get(start + 5);
        return new OggPage(
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                in.getLong(start + 6),
                in.getInt(start + 14),
                in.getInt(start + 18),
                lacing,
                body);
    }
}
