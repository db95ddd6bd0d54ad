package org.patchbay.channel.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A stereo WAV file of 16 bits that is being written. What is written is always followed by a header that tells of it, and never the
 * other way round, so the file can be played at any moment, also after a crash.
 */
final class StereoWav implements AutoCloseable {
    /** Octets of a sample of both ways. */
    static final int FRAME_OCTETS = 4;

    /** Octets that the 32 bits of the header can count. */
    static final long LARGEST = 0xFFFF_FFFFL - 44;

    private static final int HEADER_OCTETS = 44;

    private final FileChannel file;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
    private int rateHz;
    private long written;

    StereoWav(FileChannel file, int rateHz) throws IOException {
        this.file = file;
        this.rateHz = rateHz;
        writeHeader();
    }

    /** Sets the samples a second, before the first of them is written. */
    void rateHz(int newRateHz) {
        rateHz = newRateHz;
    }

    /** Returns the frames that have been written. */
    long frames() {
        return written / FRAME_OCTETS;
    }

    /** Appends what lies between position and limit. */
    void append(ByteBuffer interleaved) throws IOException {
        writeAll(interleaved, HEADER_OCTETS + written);
        writeHeader();
    }

    private void writeAll(ByteBuffer octets, long at) throws IOException {
        long to = at;
        while (octets.hasRemaining()) to += file.write(octets, to);
        if (at >= HEADER_OCTETS) written = to - HEADER_OCTETS;
    }

    private void writeHeader() throws IOException {
        header.clear();
        header.put(ascii("RIFF")).putInt((int) (written + HEADER_OCTETS - 8)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
        header.putInt(rateHz)
                .putInt(rateHz * FRAME_OCTETS)
                .putShort((short) FRAME_OCTETS)
                .putShort((short) 16);
        header.put(ascii("data")).putInt((int) written);
        writeAll(header.flip(), 0);
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
