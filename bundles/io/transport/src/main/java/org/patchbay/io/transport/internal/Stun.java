package org.patchbay.io.transport.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers the STUN Binding requests by which a phone keeps its router's memory fresh and sees its own address change (RFC 5626 section
 * 4.4.2, RFC 5389). No state, no allocation beyond the answer, which is never three times as long as the request.
 */
final class Stun {
    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112A442;
    private static final short BINDING = 0x0001;
    private static final short SUCCESS = 0x0101;
    private static final short ERROR = 0x0111;
    private static final short XOR_MAPPED_ADDRESS = 0x0020;
    private static final short ERROR_CODE = 0x0009;
    private static final short UNKNOWN_ATTRIBUTES = 0x000A;
    private static final int UNKNOWN_MAX = 8;

    private Stun() {}

    /** Returns the answer to {@code datagram} when that is a Binding request. */
    static Optional<byte[]> answer(byte[] datagram, InetSocketAddress from) {
        if (datagram.length < HEADER) return Optional.empty();
        var request = ByteBuffer.wrap(datagram);
        // RFC 5389 section 6: the type, how much follows, the cookie
        boolean binding = request.getShort() == BINDING
                && Short.toUnsignedInt(request.getShort()) == datagram.length - HEADER
                && datagram.length % 4 == 0
                && request.getInt() == COOKIE;
        if (!binding) return Optional.empty();
        var transaction = new byte[12];
        request.get(transaction);
        var unknown = unknown(request);
        return Optional.of(unknown.isEmpty() ? mapped(transaction, from) : refused(transaction, unknown));
    }

    // RFC 5389 section 7.3.1: attributes below 0x8000 must be understood; we know none that a request may have
    private static List<Short> unknown(ByteBuffer attributes) {
        var unknown = new ArrayList<Short>();
        while (attributes.remaining() >= 4 && unknown.size() < UNKNOWN_MAX) {
            short type = attributes.getShort();
            int length = Short.toUnsignedInt(attributes.getShort());
            if (type >= 0) unknown.add(type);
            attributes.position(Math.min(attributes.limit(), attributes.position() + (length + 3) / 4 * 4));
        }
        return unknown;
    }

    private static byte[] mapped(byte[] transaction, InetSocketAddress from) {
        var address = from.getAddress().getAddress();
        var key = ByteBuffer.allocate(16).putInt(COOKIE).put(transaction).array();
        for (int i = 0; i < address.length; i++) address[i] ^= key[i];
        return header(SUCCESS, 8 + address.length, transaction)
                .putShort(XOR_MAPPED_ADDRESS)
                .putShort((short) (4 + address.length))
                .putShort((short) (address.length == 4 ? 1 : 2))
                .putShort((short) (from.getPort() ^ COOKIE >>> 16))
                .put(address)
                .array();
    }

    private static byte[] refused(byte[] transaction, List<Short> unknown) {
        int padded = (unknown.size() * 2 + 3) / 4 * 4;
        var answer = header(ERROR, 8 + 4 + padded, transaction)
                .putShort(ERROR_CODE)
                .putShort((short) 4)
                .putInt(4 << 8 | 20) // 420 Unknown Attribute
                .putShort(UNKNOWN_ATTRIBUTES)
                .putShort((short) (unknown.size() * 2));
        unknown.forEach(answer::putShort);
        return answer.array();
    }

    private static ByteBuffer header(short type, int length, byte[] transaction) {
        return ByteBuffer.allocate(HEADER + length)
                .putShort(type)
                .putShort((short) length)
                .putInt(COOKIE)
                .put(transaction);
    }
}
