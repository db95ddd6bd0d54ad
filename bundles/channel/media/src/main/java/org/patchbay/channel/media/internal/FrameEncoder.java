package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.patchbay.media.Codec;

/** Turns linear sound of 8,000 samples a second into the payload of a packet. Keeps no state, so one serves all calls. */
@FunctionalInterface
interface FrameEncoder {
    /** Appends the code of each sample to {@code payload}. */
    void encode(short[] samples, ByteBuffer payload);

    /** Returns the encoder for {@code codec}; empty when there is none. */
    static Optional<FrameEncoder> of(Codec codec) {
        if (codec.sameEncoding(Codec.PCMU)) return Optional.of(MuLaw::encode);
        if (codec.sameEncoding(Codec.PCMA)) return Optional.of(ALaw::encode);
        return Optional.empty();
    }
}
