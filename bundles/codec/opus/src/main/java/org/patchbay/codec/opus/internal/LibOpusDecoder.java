package org.patchbay.codec.opus.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import org.patchbay.media.AudioCodec;

/** A stream by libopus. */
final class LibOpusDecoder implements AudioCodec.Decoder {
    private final MethodHandle decode;
    private final NativeStream stream;
    private final int frame;
    private final byte[] bytes = new byte[OpusEngine.LONGEST_PAYLOAD];

    LibOpusDecoder(MethodHandle decode, NativeStream stream, int frame) {
        this.decode = decode;
        this.stream = stream;
        this.frame = frame;
    }

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        int length = take(payload);
        return length == 0 ? 0 : decode(stream.payload(), length, samples, Math.min(samples.length, 6 * frame), 0);
    }

    @Override
    public int conceal(short[] samples) {
        return samples.length < frame ? 0 : decode(MemorySegment.NULL, 0, samples, frame, 0);
    }

    @Override
    public int recover(ByteBuffer next, short[] samples) {
        int length = take(next.duplicate());
        if (length == 0 || samples.length < frame) return conceal(samples);
        return decode(stream.payload(), length, samples, frame, 1);
    }

    @Override
    public void close() {
        stream.close();
    }

    private int take(ByteBuffer payload) {
        int length = payload.remaining();
        if (length > bytes.length || !stream.open()) return 0;
        payload.get(bytes, 0, length);
        MemorySegment.copy(bytes, 0, stream.payload(), JAVA_BYTE, 0, length);
        return length;
    }

    private int decode(MemorySegment payload, int length, short[] samples, int most, int fec) {
        if (!stream.open()) return 0;
        int count = decode(payload, length, most, fec);
        if (count <= 0) return 0;
        MemorySegment.copy(stream.samples(), JAVA_SHORT, 0, samples, 0, count);
        return count;
    }

    private int decode(MemorySegment payload, int length, int most, int fec) {
        try {
            return (int) decode.invokeExact(stream.state(), payload, length, stream.samples(), most, fec);
        } catch (Throwable e) {
            throw LibOpus.failed(e);
        }
    }
}
