package org.patchbay.codec.opus.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import org.patchbay.media.AudioCodec;

/** A stream by libopus. */
final class LibOpusEncoder implements AudioCodec.Encoder {
    private final MethodHandle encode;
    private final NativeStream stream;
    private final int frame;
    private final byte[] bytes = new byte[OpusEngine.LONGEST_PAYLOAD];

    LibOpusEncoder(MethodHandle encode, NativeStream stream, int frame) {
        this.encode = encode;
        this.stream = stream;
        this.frame = frame;
    }

    @Override
    public void encode(short[] samples, ByteBuffer payload) {
        MemorySegment.copy(samples, 0, stream.samples(), JAVA_SHORT, 0, frame);
        int length = encode(Math.min(bytes.length, payload.remaining()));
        if (length < 0) throw new IllegalArgumentException("libopus says " + length + " to " + payload);
        MemorySegment.copy(stream.payload(), JAVA_BYTE, 0, bytes, 0, length);
        payload.put(bytes, 0, length);
    }

    @Override
    public void close() {
        stream.close();
    }

    private int encode(int most) {
        try {
            return (int) encode.invokeExact(stream.state(), stream.samples(), frame, stream.payload(), most);
        } catch (Throwable e) {
            throw LibOpus.failed(e);
        }
    }
}
