package org.patchbay.io;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The master key and master salt of what one side sends (RFC 3711 section 3.2.1). Its text never tells the octets.
 *
 * @param suite what they are for
 * @param octets the key, followed by the salt, as {@code a=crypto} has them (RFC 4568 section 6.1)
 */
public record SrtpKey(SrtpSuite suite, byte[] octets) {
    /** Copies the octets; throws {@link IllegalArgumentException} when they are not as many as the suite wants. */
    public SrtpKey {
        if (octets.length != suite.keyOctets() + suite.saltOctets())
            throw new IllegalArgumentException(octets.length + " octets of key and salt for " + suite);
        octets = octets.clone();
    }

    /** Makes up a key. */
    public static SrtpKey random(SrtpSuite suite, SecureRandom random) {
        byte[] octets = new byte[suite.keyOctets() + suite.saltOctets()];
        random.nextBytes(octets);
        return new SrtpKey(suite, octets);
    }

    /** Returns a copy of the key and the salt. */
    @Override
    public byte[] octets() {
        return octets.clone();
    }

    /** Returns a copy of the key alone. */
    public byte[] key() {
        return Arrays.copyOf(octets, suite.keyOctets());
    }

    /** Returns a copy of the salt alone. */
    public byte[] salt() {
        return Arrays.copyOfRange(octets, suite.keyOctets(), octets.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpKey that && suite == that.suite && MessageDigest.isEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "SrtpKey[" + suite + "]";
    }
}
