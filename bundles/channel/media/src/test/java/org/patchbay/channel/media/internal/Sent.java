package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An RTP packet that a test got. */
record Sent(boolean marker, int payloadType, int sequence, int timestamp, int source, byte[] payload) {
    static Sent of(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(octets);
        return of(octets);
    }

    static Sent of(byte[] octets) {
        ByteBuffer packet = ByteBuffer.wrap(octets);
        return new Sent(
                packet.get(1) < 0,
                packet.get(1) & 0x7F,
                packet.getShort(2) & 0xFFFF,
                packet.getInt(4),
                packet.getInt(8),
                Arrays.copyOfRange(octets, 12, octets.length));
    }
}
