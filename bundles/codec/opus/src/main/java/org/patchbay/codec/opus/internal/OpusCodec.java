package org.patchbay.codec.opus.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opus as a service: mono, 20 ms a packet, at the rate that the other side of the call needs, so that nothing is resampled. */
@Component(immediate = true, configurationPid = "org.patchbay.codec.opus")
@Designate(ocd = OpusConfig.class)
public final class OpusCodec implements AudioCodec {
    private static final Logger LOG = LoggerFactory.getLogger(OpusCodec.class);
    private static final int NARROW_HZ = 8000;
    private static final int WIDE_HZ = 16_000;
    private static final int FULL_HZ = 48_000;
    // RFC 7587 section 7: useinbandfec says that recover() makes use of it
    private static final Codec OFFERED =
            new Codec(Codec.OPUS.payloadType(), Codec.OPUS.name(), FULL_HZ, Codec.OPUS.channels(), "useinbandfec=1");

    private final OpusEngine engine;
    private final int complexity;

    /** Chooses the engine; throws when the setting insists on libopus and it isn't there. */
    @Activate
    public OpusCodec(OpusConfig config) {
        this(Engines.of(config.backend()), config.complexity());
        LOG.info("Opus by {}, complexity {}", engine.name(), complexity);
    }

    OpusCodec(OpusEngine engine, int complexity) {
        this.engine = engine;
        this.complexity = Math.clamp(complexity, 0, 10);
    }

    @Override
    public Codec codec() {
        return OFFERED;
    }

    @Override
    public int rateHz(int wantedHz) {
        if (wantedHz <= (NARROW_HZ + WIDE_HZ) / 2) return NARROW_HZ;
        return wantedHz <= (WIDE_HZ + FULL_HZ) / 2 ? WIDE_HZ : FULL_HZ;
    }

    @Override
    public Encoder encoder(Codec agreed, int rateHz) {
        return engine.encoder(new EncoderSettings(rateHz, complexity, Fmtp.of(agreed)));
    }

    @Override
    public Decoder decoder(Codec agreed, int rateHz) {
        return engine.decoder(rateHz);
    }
}
