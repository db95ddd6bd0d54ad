package org.patchbay.sip.dialog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The user part of a SIP URI, with and without its escapes (RFC 3261 section 19.1.2). */
public final class UserPart {
    private static final String PLAIN = "-_.!~*'()&=+$,;?/";

    private UserPart() {}

    public static String escape(String user) {
        var escaped = new StringBuilder(user.length());
        for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
            if (plain(octet)) escaped.append((char) octet);
            else escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return escaped.toString();
    }

    private static boolean plain(byte octet) {
        return octet >= '0' && octet <= '9'
                || octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet > 0 && PLAIN.indexOf(octet) >= 0;
    }

    /** Returns {@code escaped} as it was meant; a per cent sign that begins no escape stays one. */
    public static String unescape(String escaped) {
        if (escaped.indexOf('%') < 0) return escaped;
        var octets = new ByteArrayOutputStream(escaped.length());
        byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            boolean escape = bytes[i] == '%'
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2]);
            if (escape) {
                octets.write(HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                octets.write(bytes[i]);
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
