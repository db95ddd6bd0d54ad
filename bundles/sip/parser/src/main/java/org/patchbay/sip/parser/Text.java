package org.patchbay.sip.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Octets as text, and back, without loss. What is UTF-8 becomes the characters that it means. An octet that isn't becomes the lone
 * surrogate U+DC00 + octet, which no UTF-8 can mean; {@link #octets} makes the octet of it again.
 */
final class Text {
    private static final int ESCAPE = 0xDC00;

    private Text() {}

    static String of(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) return wide(bytes, from, to, i);
        }
        return ascii(bytes, from, to);
    }

    /** Makes text of octets that are known to be ASCII. */
    static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String wide(byte[] bytes, int from, int to, int firstWide) {
        var text = new StringBuilder(to - from).append(ascii(bytes, from, firstWide));
        int i = firstWide;
        while (i < to) {
            int length = sequence(bytes, i, to);
            if (length == 0) text.append((char) (ESCAPE + (bytes[i] & 0xff)));
            else if (length == 1) text.append((char) bytes[i]);
            else text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
            i += Math.max(length, 1);
        }
        return text.toString();
    }

    /** Returns the length of the character at {@code at}, 0 when there is none (RFC 3629 section 4). */
    private static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) return 1;
        int length =
                first >= 0xC2 && first <= 0xDF ? 2 : first >> 4 == 0xE ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (length == 0 || to - at < length) return 0;
        int second = bytes[at + 1] & 0xff;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) return 0;
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) return 0;
        }
        return length;
    }

    /** Returns the octets that {@code text} was made of. */
    static byte[] octets(CharSequence text) {
        return octets(text, 0);
    }

    /** Returns the octets that {@code text} was made of, and room for {@code more} behind them. */
    static byte[] octets(CharSequence text, int more) {
        int length = text.length();
        var octets = new byte[length + more];
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) return wide(text, i, octets, more);
            octets[i] = (byte) c;
        }
        return octets;
    }

    private static byte[] wide(CharSequence text, int firstWide, byte[] before, int more) {
        var octets = Arrays.copyOf(before, firstWide + 3 * (text.length() - firstWide) + more);
        int length = firstWide;
        for (int i = firstWide; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff) {
                octets[length++] = (byte) c;
                continue;
            }
            int count = isPair(text, i) ? 2 : 1;
            var encoded = text.subSequence(i, i + count).toString().getBytes(StandardCharsets.UTF_8);
            System.arraycopy(encoded, 0, octets, length, encoded.length);
            length += encoded.length;
            i += count - 1;
        }
        return Arrays.copyOf(octets, length + more);
    }

    private static boolean isPair(CharSequence text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
