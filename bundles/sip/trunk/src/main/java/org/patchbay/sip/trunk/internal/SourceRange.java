package org.patchbay.sip.trunk.internal;

import java.net.InetAddress;
import java.util.Optional;

/** Addresses with the same first bits, written {@code 192.0.2.0/24} or, for one address, without the slash. */
record SourceRange(InetAddress first, int bits) {
    /** Reads a literal address or a range; empty for anything else, such as a host name. */
    static Optional<SourceRange> of(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = first.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > all ? Optional.empty() : Optional.of(new SourceRange(first, bits));
        } catch (IllegalArgumentException noLiteral) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (other[bit >> 3] & mask)) return false;
        }
        return true;
    }
}
