package org.patchbay.sip.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The value of a {@code c=} line (RFC 8866 section 5.7).
 *
 * @param networkType {@code IN}, or another that we can't send to
 * @param addressType {@code IP4} or {@code IP6}
 * @param address as it was written: figures or a host name, perhaps with {@code /ttl/count} of a multicast group
 */
public record Connection(String networkType, String addressType, String address) {
    /** Returns the connection at {@code address}. */
    public static Connection at(InetAddress address) {
        String type = address instanceof Inet6Address ? "IP6" : "IP4";
        return new Connection("IN", type, address.getHostAddress());
    }

    /** Reads the value of a {@code c=} line; empty when it has not three parts. */
    public static Optional<Connection> read(String value) {
        List<String> words = Words.of(value);
        if (words.size() != 3) return Optional.empty();
        return Optional.of(new Connection(words.get(0), words.get(1), words.get(2)));
    }

    /** Returns the address without what follows a slash. */
    public String host() {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    /** Returns the hops that packets to a multicast group of IPv4 may go, 0-255; -1 when none is said. */
    public int ttl() {
        String[] parts = address.split("/", 4);
        return addressType.equals("IP4") && parts.length > 1 ? Numbers.parse(parts[1], 255) : -1;
    }

    /** Returns how many multicast groups follow one another; 1 when nothing is said. */
    public int count() {
        String[] parts = address.split("/", 4);
        int at = addressType.equals("IP4") ? 2 : 1;
        return parts.length > at ? Math.max(1, Numbers.parse(parts[at], 65_535)) : 1;
    }

    /**
     * Returns the address when it is one in figures that can be sent to. A host name gives nothing: looking it up would let
     * a stranger make us wait.
     */
    public Optional<InetAddress> unicast() {
        if (!networkType.equals("IN")) return Optional.empty();
        return switch (addressType) {
            case "IP4" -> Figures.ip4(address);
            case "IP6" -> Figures.ip6(address);
            default -> Optional.empty();
        };
    }

    /** Returns the value as it stands after {@code c=}. */
    public String text() {
        return networkType + ' ' + addressType + ' ' + address;
    }
}
