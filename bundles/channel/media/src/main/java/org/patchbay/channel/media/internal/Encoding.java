package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.media.mixing.RateChange;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** Linear sound of one rate on its way into payloads of one codec. Owned by the media clock. */
final class Encoding {
    private final Codec codec;
    private final int rateHz;
    private final AudioCodec.Encoder encoder;
    private final @Nullable RateChange change;
    private final short[] changed;

    /** @param rateHz of what it is given; the codec may work at another */
    Encoding(AudioCodec service, Codec codec, int rateHz) {
        this.codec = codec;
        this.rateHz = rateHz;
        int theirsHz = service.rateHz(rateHz);
        encoder = service.encoder(codec, theirsHz);
        change = theirsHz == rateHz ? null : new RateChange(rateHz, theirsHz);
        changed = new short[theirsHz / 50];
    }

    boolean is(Codec wanted, int wantedHz) {
        return rateHz == wantedHz && codec.equals(wanted);
    }

    /** Appends the payload of the first {@code rateHz / 50} samples of {@code frame} to {@code packet}. */
    void put(short[] frame, ByteBuffer packet) {
        encoder.encode(atItsRate(frame), packet);
    }

    private short[] atItsRate(short[] frame) {
        RateChange other = change;
        if (other == null) return frame;
        other.frame(frame, rateHz / 50, changed);
        return changed;
    }

    /** Frees the codec. */
    void close() {
        encoder.close();
    }
}
