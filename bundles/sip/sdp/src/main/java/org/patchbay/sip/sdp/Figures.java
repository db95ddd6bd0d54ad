package org.patchbay.sip.sdp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Unicast addresses in figures. Strict: what other readers could take for another address is none. */
final class Figures {
    private Figures() {}

    /** Reads four decimal numbers without leading zeros, which some readers take for octal ones. */
    static Optional<InetAddress> ip4(String text) {
        byte[] octets = new byte[4];
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = part < 3 ? text.indexOf('.', at) : text.length();
            int number = end < 0 || end - at > 3 ? -1 : Numbers.parse(text.substring(at, end), 255);
            if (number < 0 || (text.charAt(at) == '0' && end - at > 1)) return Optional.empty();
            octets[part] = (byte) number;
            at = end + 1;
        }
        return unicast(octets);
    }

    private static Optional<InetAddress> unicast(byte[] octets) {
        boolean broadcast = (octets[0] & octets[1] & octets[2] & octets[3]) == -1;
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            return broadcast || address.isMulticastAddress() ? Optional.empty() : Optional.of(address);
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never); // only for other lengths than 4 and 16
        }
    }

    /** Reads an address with colons; a zone would name one of our own interfaces. */
    static Optional<InetAddress> ip6(String text) {
        if (text.length() > 45 || text.indexOf(':') < 0) return Optional.empty();
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789abcdefABCDEF:.".indexOf(text.charAt(i)) < 0) return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return address.isMulticastAddress() ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
