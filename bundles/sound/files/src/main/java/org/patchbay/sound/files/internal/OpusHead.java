package org.patchbay.sound.files.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the first packet of an Opus stream says (RFC 7845 section 5.1).
 *
 * @param preSkip samples of 48,000 a second that come before the sound
 * @param gain by which all is to be made louder
 */
record OpusHead(int preSkip, double gain) {
    private static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);

    static OpusHead read(ByteBuffer packet) throws UnreadableSoundException {
        ByteBuffer in = packet.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 19) throw new UnreadableSoundException("it is no Opus");
        for (byte octet : MAGIC) if (in.get() != octet) throw new UnreadableSoundException("it is no Opus");
        int version = in.get() & 0xFF;
        if (version > 15) throw new UnreadableSoundException("it is Opus of a later version: " + version);
        int channels = in.get() & 0xFF;
        int preSkip = in.getShort() & 0xFFFF;
        in.getInt();
        int gain = in.getShort();
        int family = in.get() & 0xFF;
        // sections 5.1.1.1 and 5.1.1.2: of one or two channels both families are one stream, which decodes to mono as
        // well
        if (channels < 1 || channels > 2 || family > 1) {
            throw new UnreadableSoundException("it has " + channels + " channels (mapping family " + family + ")");
        }
        return new OpusHead(preSkip, Math.pow(10, gain / (20.0 * 256)));
    }
}
