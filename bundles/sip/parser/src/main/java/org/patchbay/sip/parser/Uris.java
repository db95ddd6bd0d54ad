package org.patchbay.sip.parser;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.Authority;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.URLParser;
import java.text.ParseException;

/** Reads URIs (RFC 3261 section 19.1, RFC 3966, and any other scheme as text). */
final class Uris {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_TTL = 255;

    private Uris() {}

    /** Reads the URI that ends right at {@code to}. */
    static GenericURI uri(Cursor in, int to) throws SyntaxException {
        int from = in.at;
        if (!Octets.is(in.peek(), Octets.ALPHA)) throw in.bad();
        int colon = in.find(':', to);
        if (colon < 0) throw in.bad();
        if (isScheme(in, colon, "sip")) return sip(in, colon, to, false);
        if (isScheme(in, colon, "sips")) return sip(in, colon, to, true);
        return other(in, from, colon, to);
    }

    private static boolean isScheme(Cursor in, int colon, String scheme) {
        if (colon - in.at != scheme.length()) return false;
        for (int i = 0; i < scheme.length(); i++) {
            if ((in.bytes[in.at + i] | 0x20) != scheme.charAt(i)) return false;
        }
        return true;
    }

    private static GenericURI other(Cursor in, int from, int colon, int to) throws SyntaxException {
        in.run(Octets.TOKEN);
        if (in.at != colon) throw in.bad();
        in.at = colon + 1;
        in.escaped(Octets.URI, to);
        if (to == colon + 1) throw in.bad();
        var text = Text.ascii(in.bytes, from, to);
        try {
            return text.regionMatches(true, 0, "tel:", 0, 4) ? telephone(text) : new GenericURI(text);
        } catch (ParseException bad) {
            throw in.bad();
        }
    }

    // JAIN-SIP stops where it no longer understands; what it would lose is kept as text
    private static GenericURI telephone(String text) throws ParseException {
        try {
            var uri = new URLParser(text).parse();
            if (uri.encode().equalsIgnoreCase(text)) return uri;
        } catch (ParseException | RuntimeException unusual) {
            // falls through: no number that anyone could dial, but a URI
        }
        return new GenericURI(text);
    }

    private static SipUri sip(Cursor in, int colon, int to, boolean secure) throws SyntaxException {
        var uri = new SipUri();
        if (secure) uri.setScheme("sips");
        in.at = colon + 1;
        var authority = new Authority();
        int at = in.find('@', to);
        if (at >= 0) user(in, authority, at);
        authority.setHostPort(hostPort(in, to));
        uri.setAuthority(authority);
        if (in.at < to && in.peek() == ';') parameters(in, uri, to);
        if (in.at < to && in.peek() == '?') headers(in, uri, to);
        if (in.at != to) throw in.bad();
        return uri;
    }

    private static void user(Cursor in, Authority authority, int at) throws SyntaxException {
        int colon = in.find(':', at);
        int userEnd = colon < 0 ? at : colon;
        if (userEnd == in.at) throw in.bad();
        authority.setUser(in.escaped(Octets.USER, userEnd));
        if (colon >= 0) {
            in.at = colon + 1;
            authority.setPassword(in.escaped(Octets.PASSWORD, at));
        }
        in.at = at + 1;
    }

    private static HostPort hostPort(Cursor in, int to) throws SyntaxException {
        var hostPort = new HostPort();
        hostPort.setHost(host(in));
        if (in.at < to && in.skip(':')) hostPort.setPort(port(in));
        if (in.at > to) throw in.bad();
        return hostPort;
    }

    /** Reads a host name, an IPv4 address, or an IPv6 address in brackets. */
    static Host host(Cursor in) throws SyntaxException {
        int from = in.at;
        if (in.skip('[')) {
            in.run(Octets.IP6);
            in.expect(']');
            // RFC 5118 section 4.10: three colons are what the grammar of RFC 3261 made of some addresses
            if (!hasColon(in.bytes, from, in.at)) throw in.bad();
            return new Host(Text.ascii(in.bytes, from, in.at));
        }
        in.run(Octets.HOST);
        return new Host(Text.ascii(in.bytes, from, in.at));
    }

    private static boolean hasColon(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ':') return true;
        }
        return false;
    }

    static int port(Cursor in) throws SyntaxException {
        int port = (int) in.number(MAX_PORT);
        if (port == 0) throw in.bad();
        return port;
    }

    private static void parameters(Cursor in, SipUri uri, int to) throws SyntaxException {
        var parameters = uri.getParameters();
        while (in.at < to && in.skip(';')) {
            in.count();
            int end = endOf(in, Octets.URI_PARAMETER, to);
            var name = part(in, Octets.URI_PARAMETER, end);
            if (in.at == to || in.peek() != '=') {
                Parameters.add(in, parameters, new NameValue(name, "", true));
                continue;
            }
            in.at++;
            Parameters.add(in, parameters, new NameValue(name, value(in, name, to)));
        }
    }

    // JAIN-SIP casts the value of this one
    private static Object value(Cursor in, String name, int to) throws SyntaxException {
        if (name.equalsIgnoreCase("ttl")) return (int) in.number(MAX_TTL);
        return part(in, Octets.URI_PARAMETER, endOf(in, Octets.URI_PARAMETER, to));
    }

    private static int endOf(Cursor in, int rule, int to) {
        int end = in.at;
        while (end < to && Octets.is(in.bytes[end] & 0xff, rule)) end++;
        return end;
    }

    private static String part(Cursor in, int rule, int end) throws SyntaxException {
        if (end == in.at) throw in.bad();
        return in.escaped(rule, end);
    }

    private static void headers(Cursor in, SipUri uri, int to) throws SyntaxException {
        do {
            in.at++;
            in.count();
            var name = part(in, Octets.URI_HEADER, endOf(in, Octets.URI_HEADER, to));
            if (in.at == to) throw in.bad();
            in.expect('=');
            var value = in.escaped(Octets.URI_HEADER, endOf(in, Octets.URI_HEADER, to));
            uri.setQHeader(new NameValue(name, value, false));
        } while (in.at < to && in.peek() == '&');
    }
}
