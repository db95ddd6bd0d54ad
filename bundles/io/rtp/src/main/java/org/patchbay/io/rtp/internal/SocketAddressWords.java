package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;

/**
 * A socket address as the kernel has it, in three words: what is compared with, or written, for a packet. IPv4 is all in the first.
 *
 * @param second the first half of an IPv6 address
 * @param third its other half
 * @param scope of an IPv6 address that is of a link alone
 */
record SocketAddressWords(long first, long second, long third, int scope, int family) {
    private static final int SECOND = 8;
    private static final int THIRD = 16;
    private static final int SCOPE = 24;

    /** Returns the words of {@code address} for a socket of {@code family}. */
    static SocketAddressWords of(InetSocketAddress address, int family) {
        long memory = Linux.allocate(SocketAddressBytes.SLOT_OCTETS);
        try {
            new SocketAddressBytes(memory, family).write(address);
            return new SocketAddressWords(
                    Linux.readLong(memory),
                    Linux.readLong(memory + SECOND),
                    Linux.readLong(memory + THIRD),
                    Linux.readInt(memory + SCOPE),
                    family);
        } finally {
            Linux.free(memory);
        }
    }

    int octets() {
        return family == Linux.AF_INET ? SocketAddressBytes.IPV4_OCTETS : SocketAddressBytes.OCTETS;
    }

    /** Tells whether the address and port at {@code memory} are these. */
    boolean areAt(long memory) {
        if (Linux.readLong(memory) != first) return false;
        return family == Linux.AF_INET
                || Linux.readLong(memory + SECOND) == second && Linux.readLong(memory + THIRD) == third;
    }

    void writeTo(long memory) {
        Linux.writeLong(memory, first);
        Linux.writeLong(memory + SECOND, second);
        if (family == Linux.AF_INET) return;
        Linux.writeLong(memory + THIRD, third);
        Linux.writeInt(memory + SCOPE, scope);
    }
}
