package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;

/** Packets of pressed keys, as a phone sends them. */
final class EventPacket {
    static final int SOURCE = 0x1234_5678;

    private EventPacket() {}

    static byte[] of(int timestamp, int event, boolean end, int duration) {
        return of(SOURCE, timestamp, event, end, duration);
    }

    static byte[] of(int source, int timestamp, int event, boolean end, int duration) {
        return ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) 101)
                .putShort((short) 7)
                .putInt(timestamp)
                .putInt(source)
                .put((byte) event)
                .put((byte) (end ? 0x8A : 0x0A))
                .putShort((short) duration)
                .array();
    }
}
