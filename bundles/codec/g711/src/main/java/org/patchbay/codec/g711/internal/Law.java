package org.patchbay.codec.g711.internal;

import org.patchbay.media.Codec;

/** One of the two laws of G.711, as tables: 512 bytes to decode by, 64 KB to encode by, for all streams together. */
enum Law {
    MU(Codec.PCMU),
    A(Codec.PCMA);

    private final Codec codec;
    private final short[] values = new short[1 << 8];
    private final byte[] codes = new byte[1 << 16];

    Law(Codec codec) {
        this.codec = codec;
        boolean mu = codec.sameEncoding(Codec.PCMU);
        for (int i = 0; i < values.length; i++) values[i] = mu ? MuLaw.decode((byte) i) : ALaw.decode((byte) i);
        for (int i = 0; i < codes.length; i++) codes[i] = mu ? MuLaw.encode((short) i) : ALaw.encode((short) i);
    }

    Codec codec() {
        return codec;
    }

    byte encode(short sample) {
        return codes[sample & 0xFFFF];
    }

    short decode(byte code) {
        return values[code & 0xFF];
    }
}
