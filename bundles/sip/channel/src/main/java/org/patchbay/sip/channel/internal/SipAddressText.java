package org.patchbay.sip.channel.internal;

import java.util.Locale;
import java.util.Optional;
import org.patchbay.sip.dialog.UserPart;

/**
 * What interests in a URI that a peer wrote: whose number it is.
 *
 * @param number the user part without escapes, or the number of a tel URI
 * @param host the host and port; empty for a tel URI
 * @param parameters what follows, from the first semicolon on
 * @param headers what follows the question mark, without escapes
 */
record SipAddressText(String number, String host, String parameters, String headers) {
    private static final int MAX_NUMBER = 128;

    /** Reads a sip, sips or tel URI that has a number; empty for any other. */
    static Optional<SipAddressText> of(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 0) return Optional.empty();
        String rest = uri.substring(colon + 1);
        return switch (uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "sip", "sips" -> {
                int at = rest.indexOf('@');
                yield at < 0 ? Optional.empty() : of(rest.substring(0, at), rest.substring(at + 1));
            }
            case "tel" ->
                of(
                        before(before(rest, '?'), ';'),
                        rest.substring(before(before(rest, '?'), ';').length()));
            default -> Optional.empty();
        };
    }

    private static Optional<SipAddressText> of(String user, String rest) {
        String number = UserPart.unescape(before(before(user, ':'), ';'));
        if (number.isBlank() || number.length() > MAX_NUMBER) return Optional.empty();
        if (number.chars().anyMatch(Character::isISOControl)) return Optional.empty();
        String plain = before(rest, '?');
        String host = before(plain, ';');
        String headers = UserPart.unescape(rest.substring(plain.length()));
        return Optional.of(new SipAddressText(number, host, plain.substring(host.length()), headers));
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
