package org.patchbay.itest.felix;

import java.util.Arrays;
import org.patchbay.itest.rtp.G711;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** G.711 mu-law. */
final class MuLawCodec implements AudioCodec {
    @Override
    public Codec codec() {
        return Codec.PCMU;
    }

    @Override
    public int rateHz(int wantedHz) {
        return 8000;
    }

    @Override
    public Encoder encoder(Codec agreed, int rateHz) {
        return (samples, payload) -> payload.put(G711.toMuLaw(Arrays.copyOf(samples, 160)));
    }

    @Override
    public Decoder decoder(Codec agreed, int rateHz) {
        return (payload, samples) -> {
            int count = Math.min(payload.remaining(), samples.length);
            for (int i = 0; i < count; i++) samples[i] = G711.fromMuLaw(payload.get());
            return count;
        };
    }
}
