package org.patchbay.sip.stack.internal;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes branches: unique, and not to be guessed by somebody who would answer in a peer's place (RFC 3261 section 8.1.1.7). */
final class Branches {
    private static final String COOKIE = "z9hG4bK";
    private static final int BYTES = 12;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return COOKIE + HexFormat.of().formatHex(bytes);
    }
}
