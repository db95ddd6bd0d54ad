package org.patchbay.sip.parser;

import java.net.InetSocketAddress;

/** Puts the address that a request came from into its topmost Via (RFC 3261 section 18.2.1, RFC 3581 section 4), as text. */
final class ReceivedVia {
    private ReceivedVia() {}

    /** Returns {@code via} with {@code received}, and with the port in {@code rport} when that was asked for. */
    static String of(String via, InetSocketAddress source) {
        int end = unquoted(via, 0, ',');
        var filled = new StringBuilder(via.length() + 64);
        boolean rport = false;
        for (int from = 0; from <= end; ) {
            int to = Math.min(unquoted(via, from, ';'), end);
            var name = name(via, from, to);
            if (from > 0 && name.equals("rport")) rport = true;
            // the sender's word for where it is counts for nothing
            else if (from == 0 || !name.equals("received")) {
                if (from > 0) filled.append(';');
                filled.append(via, from, to);
            }
            from = to + 1;
        }
        while (!filled.isEmpty() && filled.charAt(filled.length() - 1) == ' ') filled.setLength(filled.length() - 1);
        filled.append(";received=").append(literal(source));
        if (rport) filled.append(";rport=").append(source.getPort());
        return filled.append(via, end, via.length()).toString();
    }

    private static String literal(InetSocketAddress source) {
        var literal = source.getAddress().getHostAddress();
        int scope = literal.indexOf('%');
        return scope < 0 ? literal : literal.substring(0, scope);
    }

    private static String name(String via, int from, int to) {
        int end = via.indexOf('=', from);
        return via.substring(from, end < 0 || end > to ? to : end).strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns where the next {@code c} outside of a quoted string is; the length when there is none. */
    private static int unquoted(String via, int from, char c) {
        boolean quoted = false;
        for (int i = from; i < via.length(); i++) {
            if (via.charAt(i) == '\\' && quoted) i++;
            else if (via.charAt(i) == '"') quoted = !quoted;
            else if (via.charAt(i) == c && !quoted) return i;
        }
        return via.length();
    }
}
