package org.patchbay.pbx.files.internal;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Literal addresses and ranges of them, as a person writes them. */
final class SourceText {
    private SourceText() {}

    /** Tells whether {@code text} is an address such as {@code 2001:db8::7}, or a range such as {@code 192.0.2.0/24}. */
    static boolean valid(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = address instanceof Inet6Address ? 128 : 32;
            return slash < 0 || Integer.parseInt(text.substring(slash + 1)) <= most;
        } catch (IllegalArgumentException noLiteral) {
            return false;
        }
    }
}
