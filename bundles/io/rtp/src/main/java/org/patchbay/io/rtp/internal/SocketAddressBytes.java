package org.patchbay.io.rtp.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A socket address as the kernel has it ({@code sockaddr_in}, {@code sockaddr_in6}), in memory outside of the heap. A socket of the IPv6
 * family writes IPv4 as mapped addresses (RFC 4291 section 2.5.5.2).
 *
 * @param at the first of {@link #OCTETS} octets
 * @param family of the socket that it is for
 */
record SocketAddressBytes(long at, int family) {
    /** The length of the longer of both kinds. */
    static final int OCTETS = 28;

    /** Room for either, and for a length after it. */
    static final int SLOT_OCTETS = 32;

    static final int IPV4_OCTETS = 16;
    private static final int PORT = 2;
    private static final int IPV4_ADDRESS = 4;
    private static final int IPV6_ADDRESS = 8;
    private static final int IPV6_SCOPE = 24;
    private static final int MAPPED_PREFIX = 10;

    int octets() {
        return family == Linux.AF_INET ? IPV4_OCTETS : OCTETS;
    }

    /** Tells whether an address of this family can be {@code address}. */
    boolean canHold(InetSocketAddress address) {
        return family == Linux.AF_INET6 || address.getAddress() instanceof Inet4Address;
    }

    void write(InetSocketAddress address) {
        // the family is in the byte order of the machine, and both that are known are little-endian
        Linux.writeByte(at, family);
        Linux.writeByte(at + 1, 0);
        Linux.writeByte(at + PORT, address.getPort() >> 8);
        Linux.writeByte(at + PORT + 1, address.getPort());
        byte[] octets = address.getAddress().getAddress();
        if (family == Linux.AF_INET) {
            write(octets, at + IPV4_ADDRESS);
            return;
        }
        Linux.writeInt(at + IPV4_ADDRESS, 0); // the flow label
        if (octets.length == Integer.BYTES) writeMapped(octets);
        else write(octets, at + IPV6_ADDRESS);
        Linux.writeInt(at + IPV6_SCOPE, scope(address.getAddress()));
    }

    private void writeMapped(byte[] octets) {
        Linux.writeLong(at + IPV6_ADDRESS, 0);
        Linux.writeInt(at + IPV6_ADDRESS + Long.BYTES, 0xFFFF_0000);
        write(octets, at + IPV6_ADDRESS + MAPPED_PREFIX + 2);
    }

    private static void write(byte[] octets, long to) {
        for (int i = 0; i < octets.length; i++) Linux.writeByte(to + i, octets[i]);
    }

    private static int scope(InetAddress address) {
        return address instanceof java.net.Inet6Address six ? six.getScopeId() : 0;
    }

    InetSocketAddress read() {
        int port = (Linux.readByte(at + PORT) & 0xFF) << 8 | Linux.readByte(at + PORT + 1) & 0xFF;
        byte[] octets = new byte[family == Linux.AF_INET ? 4 : 16];
        long from = at + (family == Linux.AF_INET ? IPV4_ADDRESS : IPV6_ADDRESS);
        for (int i = 0; i < octets.length; i++) octets[i] = Linux.readByte(from + i);
        return new InetSocketAddress(address(octets), port);
    }

    private InetAddress address(byte[] octets) {
        try {
            int scope = family == Linux.AF_INET ? 0 : Linux.readInt(at + IPV6_SCOPE);
            return scope == 0
                    ? InetAddress.getByAddress(octets)
                    : java.net.Inet6Address.getByAddress(null, octets, scope);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // of a length that is none of the two
        }
    }

    /** Tells whether the same address and port lie at both places; of packets of a relay, so without an object for each. */
    static boolean same(long one, long other, int family) {
        if (Linux.readLong(one) != Linux.readLong(other)) return false;
        return family == Linux.AF_INET
                || Linux.readLong(one + IPV6_ADDRESS) == Linux.readLong(other + IPV6_ADDRESS)
                        && Linux.readLong(one + IPV6_ADDRESS + Long.BYTES)
                                == Linux.readLong(other + IPV6_ADDRESS + Long.BYTES);
    }

    static void copy(long from, long to) {
        for (int i = 0; i < OCTETS; i += Integer.BYTES) Linux.writeInt(to + i, Linux.readInt(from + i));
    }
}
