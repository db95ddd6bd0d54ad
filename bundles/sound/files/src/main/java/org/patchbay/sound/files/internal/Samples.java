package org.patchbay.sound.files.internal;

import java.nio.ByteBuffer;

/** How one sample is written in a file, little endian. */
enum Samples {
    PCM8(1) {
        @Override
        int next(ByteBuffer in) {
            return (Byte.toUnsignedInt(in.get()) - 128) << 8;
        }
    },
    PCM16(2) {
        @Override
        int next(ByteBuffer in) {
            return in.getShort();
        }
    },
    PCM24(3) {
        @Override
        int next(ByteBuffer in) {
            in.get();
            return in.getShort();
        }
    },
    PCM32(4) {
        @Override
        int next(ByteBuffer in) {
            return in.getInt() >> 16;
        }
    },
    FLOAT32(4) {
        @Override
        int next(ByteBuffer in) {
            return linear(in.getFloat());
        }
    },
    FLOAT64(8) {
        @Override
        int next(ByteBuffer in) {
            return linear(in.getDouble());
        }
    },
    A_LAW(1) {
        @Override
        int next(ByteBuffer in) {
            return aLaw(in.get());
        }
    },
    MU_LAW(1) {
        @Override
        int next(ByteBuffer in) {
            return muLaw(in.get());
        }
    };

    private final int octets;

    Samples(int octets) {
        this.octets = octets;
    }

    int octets() {
        return octets;
    }

    /** Returns the next sample as one of 16 bits. */
    abstract int next(ByteBuffer in);

    // what is not a number becomes zero
    private static int linear(double value) {
        return (int) Math.clamp(Math.round(value * 32_768), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    // ITU-T G.711 table 1: every other bit is inverted, the sign is set for positive values
    private static int aLaw(byte code) {
        int bits = code ^ 0x55;
        int segment = bits >> 4 & 7;
        int step = (bits & 15) * 2 + 1;
        int magnitude = (segment == 0 ? step : step + 32 << segment - 1) << 3;
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }

    // ITU-T G.711 table 2: all bits are inverted
    private static int muLaw(byte code) {
        int bits = ~code & 0xFF;
        int magnitude = ((bits & 15) * 2 + 33 << (bits >> 4 & 7)) - 33 << 2;
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }
}
