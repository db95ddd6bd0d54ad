package org.patchbay.console.view.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Writes addresses as people read them, without asking the name system. */
final class Addresses {
    private Addresses() {}

    static String text(InetSocketAddress address) {
        InetAddress literal = address.getAddress();
        String host = literal == null ? address.getHostString() : literal.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Writes what a registrar noted as {@code <transport>;<address>;<port>} as {@code address:port transport}. */
    static String received(String attribute) {
        String[] parts = attribute.split(";");
        if (parts.length != 3) return attribute;
        String host = parts[1].indexOf(':') < 0 ? parts[1] : "[" + parts[1] + "]";
        return host + ":" + parts[2] + " " + parts[0];
    }
}
