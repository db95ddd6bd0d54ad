package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** A file, read through a buffer of fixed size, whatever the lengths in it promise. */
final class OctetInput implements AutoCloseable {
    private final SeekableByteChannel file;
    private final ByteBuffer buffer;
    private final long size;

    /** @param capacity how many octets can be looked at in one piece */
    OctetInput(SeekableByteChannel file, int capacity) throws IOException {
        this.file = file;
        this.buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        this.size = file.size();
        buffer.flip();
    }

    long size() {
        return size;
    }

    long position() throws IOException {
        return file.position() - buffer.remaining();
    }

    void position(long to) throws IOException {
        file.position(Math.min(to, size));
        buffer.clear().flip();
    }

    /** Returns a buffer with {@code count} octets at least, at most the capacity, or with fewer at the end of the file. */
    ByteBuffer atLeast(int count) throws IOException {
        while (buffer.remaining() < count) {
            buffer.compact();
            int read;
            try {
                read = file.read(buffer);
            } finally {
                buffer.flip();
            }
            if (read <= 0) break;
        }
        return buffer;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
