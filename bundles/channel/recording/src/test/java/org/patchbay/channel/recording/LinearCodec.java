package org.patchbay.channel.recording;

import java.util.List;
import java.util.Optional;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** Samples as they are, so that a recording can be compared to the last bit. */
record LinearCodec(Codec codec) implements AudioCodec {
    static final Codec NARROW = new Codec(96, "X-NARROW", 8000, 1, "");
    static final Codec WIDE = new Codec(97, "X-WIDE", 16_000, 1, "");
    private static final List<LinearCodec> ALL = List.of(new LinearCodec(NARROW), new LinearCodec(WIDE));

    static Optional<AudioCodec> of(Codec wanted) {
        return ALL.stream()
                .filter(one -> one.codec.sameEncoding(wanted))
                .<AudioCodec>map(one -> one)
                .findFirst();
    }

    @Override
    public int rateHz(int wantedHz) {
        return codec.clockRateHz();
    }

    @Override
    public Encoder encoder(Codec agreed, int rateHz) {
        return (samples, payload) -> {
            for (int i = 0; i < rateHz / 50; i++) payload.putShort(samples[i]);
        };
    }

    @Override
    public Decoder decoder(Codec agreed, int rateHz) {
        return (payload, samples) -> {
            int count = Math.min(payload.remaining() / 2, samples.length);
            for (int i = 0; i < count; i++) samples[i] = payload.getShort();
            return count;
        };
    }
}
