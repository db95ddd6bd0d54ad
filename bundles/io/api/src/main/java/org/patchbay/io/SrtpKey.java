package org.patchbay.io;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The master key and master salt of what one side sends (RFC 3711 section 3.2.1). Its text never tells the octets.
 *
 * @param suite what they are for
 * @param octets the key, followed by the salt, as {@code a=crypto} has them (RFC 4568 section 6.1)
 * @param mki what each packet names the key by (master key identifier, RFC 3711 section 3.1), at most 128 octets; none as a rule
 * @param lifetime how many packets it is for, of RTP or of RTCP
 */
public record SrtpKey(SrtpSuite suite, byte[] octets, byte[] mki, long lifetime) {
    /** How many packets a key is for at most (RFC 3711 section 9.2). */
    public static final long LONGEST_LIFETIME = 1L << 48;

    private static final int LONGEST_MKI = 128;

    /** Makes one that packets don't name and that lasts as long as any may. */
    public SrtpKey(SrtpSuite suite, byte[] octets) {
        this(suite, octets, new byte[0], LONGEST_LIFETIME);
    }

    /** Copies the octets; throws {@link IllegalArgumentException} when they are not as many as the suite wants, or there is no such lifetime. */
    public SrtpKey {
        if (mki.length > LONGEST_MKI) throw new IllegalArgumentException("an MKI of " + mki.length + " octets");
        if (lifetime < 1 || lifetime > LONGEST_LIFETIME) throw new IllegalArgumentException("lifetime " + lifetime);
        if (octets.length != suite.keyOctets() + suite.saltOctets())
            throw new IllegalArgumentException(octets.length + " octets of key and salt for " + suite);
        octets = octets.clone();
        mki = mki.clone();
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

    /** Returns a copy. */
    @Override
    public byte[] mki() {
        return mki.clone();
    }

    /** Tells whether {@code other} encrypts as this does, whatever it is named and however long it is for. */
    public boolean sameOctets(SrtpKey other) {
        return suite == other.suite && MessageDigest.isEqual(octets, other.octets);
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
        return other instanceof SrtpKey that
                && sameOctets(that)
                && Arrays.equals(mki, that.mki)
                && lifetime == that.lifetime;
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
