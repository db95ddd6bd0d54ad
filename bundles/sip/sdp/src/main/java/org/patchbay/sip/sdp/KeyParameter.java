package org.patchbay.sip.sdp;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** A key as {@code a=crypto} has it: {@code inline:KEY|LIFETIME|MKI:LENGTH} (RFC 4568 section 6.1), the last two as they please. */
final class KeyParameter {
    private static final String INLINE = "inline:";
    private static final String POWER = "2^";
    private static final int MOST_POWER = 48;
    private static final int MOST_DIGITS = 15; // of 2^48
    private static final int MOST_MKI_DIGITS = 308; // of 128 octets
    private static final int MOST_MKI_OCTETS = 128;

    private KeyParameter() {}

    /** Returns the key; empty when it is none, or one of several, which would have to be told apart in each packet. */
    static Optional<SrtpKey> read(SrtpSuite suite, String parameter) {
        if (!parameter.regionMatches(true, 0, INLINE, 0, INLINE.length())) return Optional.empty();
        String[] parts = parameter.substring(INLINE.length()).split("\\|", -1);
        boolean named = parts.length > 1 && parts[parts.length - 1].contains(":");
        boolean limited = parts.length > (named ? 2 : 1);
        if (parts.length > 3 || parts.length == 3 && !named) return Optional.empty();
        try {
            byte[] octets = Base64.getDecoder().decode(parts[0]);
            byte[] mki = named ? mki(parts[parts.length - 1]) : new byte[0];
            long lifetime = limited ? lifetime(parts[1]) : SrtpKey.LONGEST_LIFETIME;
            return Optional.of(new SrtpKey(suite, octets, mki, lifetime));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty(); // not base64, of another length, no number, or too large a one
        }
    }

    private static long lifetime(String text) {
        if (!text.startsWith(POWER)) return number(text, MOST_DIGITS).longValueExact();
        int power = number(text.substring(POWER.length()), 2).intValueExact();
        if (power > MOST_POWER) throw new IllegalArgumentException("a lifetime of " + text);
        return 1L << power;
    }

    /** Reads an MKI and its length: a number, in that many octets. */
    private static byte[] mki(String text) {
        int colon = text.indexOf(':');
        byte[] value = number(text.substring(0, colon), MOST_MKI_DIGITS + 1).toByteArray();
        int length = number(text.substring(colon + 1), 3).intValueExact();
        int leading = value[0] == 0 && value.length > 1 ? 1 : 0; // where the number's sign is
        int octets = value.length - leading;
        if (length < 1 || length > MOST_MKI_OCTETS || octets > length)
            throw new IllegalArgumentException("MKI " + text);
        byte[] mki = new byte[length];
        System.arraycopy(value, leading, mki, length - octets, octets);
        return mki;
    }

    private static BigInteger number(String text, int mostDigits) {
        if (!Numbers.digits(text) || text.length() > mostDigits)
            throw new IllegalArgumentException("no number: " + text);
        return new BigInteger(text);
    }

    static String text(SrtpKey key) {
        String text = INLINE + Base64.getEncoder().encodeToString(key.octets());
        if (key.lifetime() != SrtpKey.LONGEST_LIFETIME) text += "|" + key.lifetime();
        byte[] mki = key.mki();
        return mki.length == 0 ? text : text + "|" + new BigInteger(1, mki) + ":" + mki.length;
    }
}
