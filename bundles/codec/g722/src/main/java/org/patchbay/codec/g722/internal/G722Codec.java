package org.patchbay.codec.g722.internal;

import org.osgi.service.component.annotations.Component;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** G.722 as a service. RTP's clock says 8,000 (RFC 3551 section 4.5.2), by an old mistake: the sound has 16,000 samples a second. */
@Component
public final class G722Codec implements AudioCodec {
    static final int RATE_HZ = 16_000;
    static final int FRAME = RATE_HZ / 50;

    @Override
    public Codec codec() {
        return Codec.G722;
    }

    @Override
    public int rateHz(int wantedHz) {
        return RATE_HZ;
    }

    @Override
    public Encoder encoder(Codec agreed, int rateHz) {
        return new G722Encoder();
    }

    @Override
    public Decoder decoder(Codec agreed, int rateHz) {
        return new G722Decoder();
    }
}
