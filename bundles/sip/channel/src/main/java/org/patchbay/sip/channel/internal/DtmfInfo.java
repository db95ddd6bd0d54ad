package org.patchbay.sip.channel.internal;

import java.util.Locale;
import java.util.Optional;
import org.patchbay.media.MediaSession.Digit;

/** Digits in INFO bodies: {@code application/dtmf-relay} ({@code Signal=5}, {@code Duration=160}) and {@code application/dtmf} ({@code 5}). */
final class DtmfInfo {
    private static final String DIGITS = "0123456789*#ABCD";
    private static final int USUAL_MILLIS = 160;
    private static final int MAX_MILLIS = 10_000;

    private DtmfInfo() {}

    /** Tells whether bodies of that type hold digits. */
    static boolean reads(String type) {
        return type.equals("application/dtmf-relay") || type.equals("application/dtmf");
    }

    /** Writes a digit as {@code application/dtmf-relay}. */
    static String text(Digit digit) {
        return "Signal=" + digit.digit() + "\r\nDuration=" + digit.millis() + "\r\n";
    }

    /** Returns the digit; empty when there is none, such as for a hook flash. */
    static Optional<Digit> read(Body.Other body) {
        if (body.type().equals("application/dtmf")) return digit(body.text().strip(), USUAL_MILLIS);
        String signal = "";
        int millis = USUAL_MILLIS;
        for (String line : body.text().lines().limit(16).toList()) {
            int equals = line.indexOf('=');
            if (equals < 0) continue;
            String value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "signal" -> signal = value;
                case "duration" -> millis = millis(value);
                default -> {
                    // other lines are for gateways
                }
            }
        }
        return digit(signal, millis);
    }

    private static int millis(String text) {
        try {
            return Math.clamp(Integer.parseInt(text), 1, MAX_MILLIS);
        } catch (NumberFormatException malformed) {
            return USUAL_MILLIS;
        }
    }

    /** Reads a digit as itself, or as its number in RFC 4733 section 3.2: 10 is the star. */
    private static Optional<Digit> digit(String signal, int millis) {
        int index = signal.length() == 1 ? DIGITS.indexOf(signal.toUpperCase(Locale.ROOT)) : number(signal);
        return index < 0 ? Optional.empty() : Optional.of(new Digit(DIGITS.charAt(index), millis));
    }

    private static int number(String signal) {
        if (!signal.matches("1[0-5]")) return -1;
        return Integer.parseInt(signal);
    }
}
