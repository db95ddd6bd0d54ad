package org.patchbay.codec.g711.internal;

import java.nio.ByteBuffer;
import org.patchbay.media.AudioCodec;

/** Makes a byte of every sample. Keeps no state. */
record G711Encoder(Law law) implements AudioCodec.Encoder {
    @Override
    public void encode(short[] samples, ByteBuffer payload) {
        for (int i = 0; i < G711Decoder.FRAME; i++) payload.put(law.encode(samples[i]));
    }
}
