package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The packets of one stream of an Ogg file; of files that were put one behind the other, of one stream after the other. */
final class OggPackets implements AutoCloseable {
    /** What is longer is no Opus: 48 frames of 1,275 octets (RFC 6716 section 3.2.5), and a little. */
    private static final int LONGEST = 61_500;

    private final OctetInput file;
    private final OggPage.Damage damage = new OggPage.Damage();
    private final Queue<Packet> ready = new ArrayDeque<>();
    private final ByteBuffer partial = ByteBuffer.allocate(LONGEST);
    private boolean within;
    private boolean assembling;
    private int serial;
    private int expected;

    /**
     * One packet.
     *
     * @param first whether it begins a stream
     * @param endsPage whether no other ends in its page
     * @param granule what its page says, -1 when nothing
     * @param last whether its page is the last of its stream
     */
    record Packet(ByteBuffer octets, boolean first, boolean endsPage, long granule, boolean last) {}

    OggPackets(OctetInput file) {
        this.file = file;
    }

    /** Returns the next packet; null at the end. */
    @Nullable
    Packet next() throws IOException {
        while (ready.isEmpty()) {
            OggPage page = OggPage.next(file, damage);
            if (page == null) return null;
            if (mine(page)) take(page);
        }
        return ready.remove();
    }

    private boolean mine(OggPage page) {
        if (within && page.serial() != serial) return false;
        if (!within && !page.first()) return false;
        if (page.first() || page.number() != expected)
            assembling = false; // a page is missing, and so the rest of a packet
        within = !page.last();
        serial = page.serial();
        expected = page.number() + 1;
        return true;
    }

    private void take(OggPage page) {
        boolean skipping = page.continued() && !assembling;
        if (!page.continued()) begin();
        int at = 0;
        int ends = ends(page);
        for (byte lace : page.lacing()) {
            int length = lace & 0xFF;
            if (!skipping) append(page.body(), at, length);
            at += length;
            if (length == 255) continue;
            ends--;
            if (!skipping) end(page, ends == 0);
            skipping = false;
            begin();
        }
        byte[] lacing = page.lacing();
        assembling = lacing.length > 0 && lacing[lacing.length - 1] == (byte) 255 && !skipping;
    }

    private static int ends(OggPage page) {
        int ends = 0;
        for (byte lace : page.lacing()) if (lace != (byte) 255) ends++;
        return ends;
    }

    private void begin() {
        partial.clear();
    }

    private void append(byte[] body, int at, int length) {
        if (partial.remaining() >= length) partial.put(body, at, length);
        else partial.limit(partial.position()); // too long: it gets no further, and no decoder can make anything of it
    }

    private void end(OggPage page, boolean endsPage) {
        var octets = new byte[partial.position()];
        partial.get(0, octets);
        ready.add(new Packet(ByteBuffer.wrap(octets), page.first(), endsPage, page.granule(), page.last()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
