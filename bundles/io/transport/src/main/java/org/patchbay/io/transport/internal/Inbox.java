package org.patchbay.io.transport.internal;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** What has arrived on a connection and is no whole message yet. Grows with what has really arrived, and is let go when it is empty. */
final class Inbox {
    private static final byte[] EMPTY = {};
    private static final int LEAST = 512;

    private byte[] bytes = EMPTY;
    private int start;
    private int end;

    void append(ByteBuf more) {
        int length = more.readableBytes();
        makeRoom(length);
        more.readBytes(bytes, end, length);
        end += length;
    }

    private void makeRoom(int length) {
        if (bytes.length - end >= length) return;
        int held = end - start;
        var target = bytes;
        if (bytes.length - held < length) target = new byte[Math.max(LEAST, Math.max(held + length, 2 * held))];
        System.arraycopy(bytes, start, target, 0, held);
        bytes = target;
        start = 0;
        end = held;
    }

    int length() {
        return end - start;
    }

    byte at(int index) {
        return bytes[start + index];
    }

    /** The bytes themselves, from {@link #from} to {@link #to}; only to be read. */
    byte[] array() {
        return bytes;
    }

    int from() {
        return start;
    }

    int to() {
        return end;
    }

    byte[] copy(int offset, int length) {
        return Arrays.copyOfRange(bytes, start + offset, start + offset + length);
    }

    void skip(int length) {
        start += length;
        if (start < end) return;
        bytes = EMPTY; // thousands of silent connections hold nothing
        start = 0;
        end = 0;
    }

    byte[] take(int length) {
        var taken = copy(0, length);
        skip(length);
        return taken;
    }
}
