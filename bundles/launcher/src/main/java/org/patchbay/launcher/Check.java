package org.patchbay.launcher;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of settings look like; each method throws with what it expected. */
final class Check {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

    private Check() {}

    static void address(String value) {
        try {
            InetAddress.ofLiteral(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected an IP address such as 192.0.2.1", e);
        }
    }

    static void port(String value) {
        if (!value.matches("\\d{1,5}") || !isPort(Integer.parseInt(value))) {
            throw new IllegalArgumentException("expected a port number from 1 to 65535");
        }
    }

    /** RTP takes an even port and RTCP the odd one above it, so that a range of one port holds nothing. */
    static void ports(String value) {
        Matcher range = RANGE.matcher(value);
        if (!range.matches()) {
            throw new IllegalArgumentException("expected two port numbers such as 16384-32767");
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        if (!isPort(first) || !isPort(last) || first >= last) {
            throw new IllegalArgumentException("expected two ports from 1 to 65535, the smaller first");
        }
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }
}
