package org.patchbay.sip.dialog;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes the tokens that name dialogs. As thread-safe as its source of random numbers. */
public final class Tokens {
    private final RandomGenerator random;

    /** Makes tokens that nobody can guess. */
    public Tokens() {
        this(new SecureRandom());
    }

    /** Makes tokens of what {@code random} gives. */
    public Tokens(RandomGenerator random) {
        this.random = random;
    }

    /** Returns a tag of 96 random bits; RFC 3261 section 19.3 asks for 32, but it is also what admits requests in the dialog. */
    public String tag() {
        return hexadecimal(12);
    }

    /** Returns what names a dialog of ours: a tag, and a Call-ID of 128 random bits (RFC 3261 section 8.1.1.4). */
    public Dialog.Id dialog() {
        return new Dialog.Id(callId(), tag());
    }

    private String callId() {
        return hexadecimal(16);
    }

    private String hexadecimal(int octets) {
        byte[] bytes = new byte[octets];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
