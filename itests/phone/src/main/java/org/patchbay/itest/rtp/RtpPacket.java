package org.patchbay.itest.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An RTP packet without extension or contributing sources (RFC 3550 section 5.1). */
public record RtpPacket(int payloadType, boolean marker, int sequence, long timestamp, int ssrc, byte[] payload) {
    public static final int HEADER = 12;

    public static RtpPacket parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int version = (buffer.get() & 0xff) >> 6;
        if (version != 2) throw new IllegalArgumentException("RTP version " + version);
        int second = buffer.get() & 0xff;
        return new RtpPacket(
                second & 0x7f,
                (second & 0x80) != 0,
                buffer.getShort() & 0xffff,
                buffer.getInt() & 0xffffffffL,
                buffer.getInt(),
                Arrays.copyOfRange(bytes, HEADER, bytes.length));
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) 0x80)
                .put((byte) (payloadType | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }
}
