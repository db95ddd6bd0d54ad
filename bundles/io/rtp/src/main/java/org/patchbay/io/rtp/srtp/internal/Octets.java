package org.patchbay.io.rtp.srtp.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the order of the network. */
final class Octets {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Octets() {}

    static int unsignedShort(byte[] from, int at) {
        return (short) SHORT.get(from, at) & 0xFFFF;
    }

    static int integer(byte[] from, int at) {
        return (int) INT.get(from, at);
    }

    static void put(byte[] to, int at, int value) {
        INT.set(to, at, value);
    }

    /** Adds {@code value} without carry, bit by bit. */
    static void xor(byte[] to, int at, int value) {
        INT.set(to, at, (int) INT.get(to, at) ^ value);
    }

    static void xorShort(byte[] to, int at, int value) {
        SHORT.set(to, at, (short) ((short) SHORT.get(to, at) ^ value));
    }
}
