package org.patchbay.codec.opus.internal;

import org.patchbay.media.AudioCodec.Decoder;
import org.patchbay.media.AudioCodec.Encoder;

/** What encodes and decodes. */
interface OpusEngine {
    /** The most bytes of a payload: more does not come in one packet. */
    int LONGEST_PAYLOAD = 1500;

    /** Returns what the log calls it. */
    String name();

    Encoder encoder(EncoderSettings settings);

    Decoder decoder(int rateHz);
}
