package org.patchbay.codec.opus.internal;

import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import org.patchbay.media.AudioCodec;

/** A stream by concentus. */
final class ConcentusEncoder implements AudioCodec.Encoder {
    private final OpusEncoder encoder;
    private final int frame;
    private final byte[] bytes = new byte[OpusEngine.LONGEST_PAYLOAD];

    ConcentusEncoder(OpusEncoder encoder, int frame) {
        this.encoder = encoder;
        this.frame = frame;
    }

    @Override
    public void encode(short[] samples, ByteBuffer payload) {
        try {
            int length = encoder.encode(samples, 0, frame, bytes, 0, Math.min(bytes.length, payload.remaining()));
            payload.put(bytes, 0, length);
        } catch (OpusException e) {
            throw new IllegalArgumentException(samples.length + " samples into " + payload, e);
        }
    }
}
