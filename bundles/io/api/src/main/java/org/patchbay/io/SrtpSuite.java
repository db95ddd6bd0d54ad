package org.patchbay.io;

import java.util.Optional;

/** How SRTP packets are encrypted and authenticated. The name of each is that of its registration for {@code a=crypto}. */
public enum SrtpSuite {
    /** AES in Galois/counter mode with 128 bits (RFC 7714). */
    AEAD_AES_128_GCM(16, 12),
    /** AES in Galois/counter mode with 256 bits (RFC 7714). */
    AEAD_AES_256_GCM(32, 12),
    /** AES in counter mode, and HMAC-SHA1 of 80 bits (RFC 3711, RFC 4568 section 6.2.1). */
    AES_CM_128_HMAC_SHA1_80(16, 14),
    /** AES in counter mode, and HMAC-SHA1 of 32 bits, of 80 for RTCP (RFC 4568 section 6.2.2). */
    AES_CM_128_HMAC_SHA1_32(16, 14);

    private final int keyOctets;
    private final int saltOctets;

    SrtpSuite(int keyOctets, int saltOctets) {
        this.keyOctets = keyOctets;
        this.saltOctets = saltOctets;
    }

    /** Returns the length of a master key. */
    public int keyOctets() {
        return keyOctets;
    }

    /** Returns the length of a master salt. */
    public int saltOctets() {
        return saltOctets;
    }

    /** Tells whether one algorithm both encrypts and authenticates. */
    public boolean aead() {
        return this == AEAD_AES_128_GCM || this == AEAD_AES_256_GCM;
    }

    /** Returns the suite that is registered as {@code name}, in any case of letters; empty when it is none of ours. */
    public static Optional<SrtpSuite> named(String name) {
        for (SrtpSuite suite : values()) if (suite.name().equalsIgnoreCase(name)) return Optional.of(suite);
        return Optional.empty();
    }
}
