package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.List;
import org.patchbay.codec.g711.internal.Pcma;
import org.patchbay.codec.g711.internal.Pcmu;
import org.patchbay.media.Codec;

/** The codecs that tests have. */
final class TestCodecs {
    static final Codecs G711 = new Codecs(List.of(new Pcmu(), new Pcma()));
    static final Codecs NONE = new Codecs(List.of());

    private TestCodecs() {}

    /** Returns the sample that an octet of G.711 stands for. */
    static short decode(Codec codec, byte code) {
        var samples = new short[160];
        G711.find(codec).orElseThrow().decoder(codec, 8000).decode(ByteBuffer.wrap(new byte[] {code}), samples);
        return samples[0];
    }

    /** Appends the G.711 of 20 ms to {@code payload}. */
    static void encode(Codec codec, short[] samples, ByteBuffer payload) {
        G711.find(codec).orElseThrow().encoder(codec, 8000).encode(samples, payload);
    }

    /** Returns how to send to a peer that uses that codec. */
    static Sending sending(Codec codec, boolean wanted) {
        return new Sending(G711.find(codec), codec, wanted);
    }
}
