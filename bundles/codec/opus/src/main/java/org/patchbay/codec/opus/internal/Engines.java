package org.patchbay.codec.opus.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.patchbay.media.Codec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses between libopus and concentus. */
final class Engines {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
    private static final int CHECKED_FRAMES = 10;

    private Engines() {}

    static OpusEngine of(String backend) {
        return switch (backend) {
            case "java" -> new Concentus();
            case "native" -> libOpus().orElseThrow(() -> new IllegalStateException("libopus.so.0 is not there"));
            case "auto" -> libOpus().map(OpusEngine.class::cast).orElseGet(Concentus::new);
            default -> throw new IllegalArgumentException("backend " + backend);
        };
    }

    // what is called libopus may be anything: it is believed when a tone comes out of it as it went in
    private static Optional<LibOpus> libOpus() {
        try {
            var engine = new LibOpus();
            if (carriesATone(engine)) return Optional.of(engine);
            LOG.info("libopus.so.0 is there but does not work");
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException | LinkageError e) {
            LOG.info("libopus.so.0 can't be used: {}", e.getMessage());
        }
        return Optional.empty();
    }

    static boolean carriesATone(OpusEngine engine) {
        int rateHz = 16_000;
        short[] tone = new short[rateHz / 50];
        short[] heard = new short[tone.length];
        for (int i = 0; i < tone.length; i++) tone[i] = (short) (8000 * Math.sin(2 * Math.PI * 500 * i / rateHz));
        ByteBuffer payload = ByteBuffer.allocate(OpusEngine.LONGEST_PAYLOAD);
        try (var encoder = engine.encoder(new EncoderSettings(rateHz, 0, Fmtp.of(Codec.OPUS)));
                var decoder = engine.decoder(rateHz)) {
            for (int i = 0; i < CHECKED_FRAMES; i++) {
                payload.clear();
                encoder.encode(tone, payload);
                if (decoder.decode(payload.flip(), heard) != heard.length) return false;
            }
        }
        double ratio = energy(heard) / energy(tone);
        return ratio > 0.5 && ratio < 2;
    }

    private static double energy(short[] samples) {
        double energy = 0;
        for (short sample : samples) energy += sample * sample;
        return energy;
    }
}
