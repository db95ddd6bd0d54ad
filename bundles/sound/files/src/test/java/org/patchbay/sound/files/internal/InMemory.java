package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import org.patchbay.media.AudioCodec;

/** A file that lies in memory. */
final class InMemory implements SeekableByteChannel {
    private final byte[] octets;
    private long position;
    private boolean closed;

    InMemory(byte[] octets) {
        this.octets = octets;
    }

    /** Returns all samples of a file, at its own rate. */
    static short[] samples(byte[] file, String name, AudioCodec... codecs) throws IOException {
        try (SoundInput input = SoundFile.open(new InMemory(file), name, List.of(codecs))) {
            return all(input);
        }
    }

    static short[] all(SoundInput input) throws IOException {
        var samples = new short[16_000];
        int length = 0;
        var portion = new short[111];
        for (int count = input.read(portion); count >= 0; count = input.read(portion)) {
            if (count == 0) throw new AssertionError("no sample, and not the end");
            if (length + count > samples.length) samples = Arrays.copyOf(samples, 2 * samples.length);
            System.arraycopy(portion, 0, samples, length, count);
            length += count;
        }
        return Arrays.copyOf(samples, length);
    }

    @Override
    public int read(ByteBuffer into) {
        if (position >= octets.length) return -1;
        int count = (int) Math.min(into.remaining(), octets.length - position);
        into.put(octets, (int) position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
