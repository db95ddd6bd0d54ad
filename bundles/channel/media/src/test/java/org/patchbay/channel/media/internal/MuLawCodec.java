package org.patchbay.channel.media.internal;

import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** G.711 mu-law as a codec service, for tests. */
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
        return (samples, payload) -> {
            for (int i = 0; i < 160; i++) payload.put(MuLaw.encode(samples[i]));
        };
    }

    @Override
    public Decoder decoder(Codec agreed, int rateHz) {
        return (payload, samples) -> {
            int count = Math.min(payload.remaining(), samples.length);
            for (int i = 0; i < count; i++) samples[i] = MuLaw.decode(payload.get());
            return count;
        };
    }
}
