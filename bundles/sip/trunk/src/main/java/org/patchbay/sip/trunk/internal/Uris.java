package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Objects;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/** Reads and writes the URIs of trunks. */
final class Uris {
    private static final String PLAIN = "-_.!~*'()&=+$,;?/"; // RFC 3261 section 25.1: unreserved, user-unreserved

    private Uris() {}

    /** Returns the URI; the text is our own or was checked when its file was read. */
    static SipUri uri(String text) {
        try {
            return new StringMsgParser().parseSIPUrl(text);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not a SIP URI: " + text, malformed);
        }
    }

    /** Returns the address; the text is our own. */
    static AddressImpl address(String text) {
        try {
            return new StringMsgParser().parseAddress(text);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not an address: " + text, malformed);
        }
    }

    /** Returns {@code server} with {@code user} in front. */
    static SipUri at(SipUri server, String user) {
        var uri = (SipUri) server.clone();
        uri.setUser(escape(user));
        return uri;
    }

    static String escape(String user) {
        var escaped = new StringBuilder(user.length());
        for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > 0 && (alphanumeric(octet) || PLAIN.indexOf(octet) >= 0);
            if (plain) escaped.append((char) octet);
            else escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return escaped.toString();
    }

    private static boolean alphanumeric(byte octet) {
        return octet >= '0' && octet <= '9' || octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
    }

    /** Returns the user part without escapes, or the number of a {@code tel} URI; empty when there is none. */
    static String user(URI uri) {
        return switch (uri) {
            case SipUri sip -> unescape(Objects.requireNonNullElse(sip.getUser(), ""));
            case TelURL tel ->
                (tel.isGlobal() && !tel.getPhoneNumber().startsWith("+") ? "+" : "") + tel.getPhoneNumber();
            default -> "";
        };
    }

    private static String unescape(String user) {
        try {
            return user.indexOf('%') < 0 ? user : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return user;
        }
    }

    static String host(InetAddress address) {
        return address instanceof Inet6Address ? '[' + address.getHostAddress() + ']' : address.getHostAddress();
    }

    /** Returns {@code 192.0.2.7:5060}. */
    static String text(InetSocketAddress at) {
        return host(at.getAddress()) + ':' + at.getPort();
    }
}
