package org.patchbay.codec.g711.internal;

import org.osgi.service.component.annotations.Component;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** G.711 A-law as a service. */
@Component
public final class Pcma implements AudioCodec {
    @Override
    public Codec codec() {
        return Law.A.codec();
    }

    @Override
    public int rateHz(int wantedHz) {
        return G711Decoder.RATE_HZ;
    }

    @Override
    public Encoder encoder(Codec agreed, int rateHz) {
        return new G711Encoder(Law.A);
    }

    @Override
    public Decoder decoder(Codec agreed, int rateHz) {
        return new G711Decoder(Law.A);
    }
}
