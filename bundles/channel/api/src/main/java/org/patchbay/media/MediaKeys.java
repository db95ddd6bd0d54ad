package org.patchbay.media;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What both sides encrypt a stream with (SRTP, RFC 3711). Its text never tells the keys.
 *
 * @param suite as it is registered for {@code a=crypto} (RFC 4568 section 6.2), such as {@code AEAD_AES_128_GCM}
 * @param received the master key of the peer, for what it sends, followed by the master salt
 * @param sent ours, for what we send to it, followed by its salt
 * @param receivedUse how the peer's is named, and how long it is for
 * @param sentUse the same of ours
 */
public record MediaKeys(String suite, byte[] received, byte[] sent, Use receivedUse, Use sentUse) {
    /** Makes keys that packets don't name and that last as long as any may. */
    public MediaKeys(String suite, byte[] received, byte[] sent) {
        this(suite, received, sent, Use.STANDARD, Use.STANDARD);
    }

    /**
     * What was said of a key beside its octets (RFC 4568 section 6.1).
     *
     * @param mki what each packet names it by (RFC 3711 section 3.1); none as a rule
     * @param lifetime how many packets it is for
     */
    public record Use(byte[] mki, long lifetime) {
        /** That of a key of which nothing was said. */
        public static final Use STANDARD = new Use(new byte[0], 1L << 48);

        /** Copies the name. */
        public Use {
            mki = mki.clone();
        }

        /** Returns a copy. */
        @Override
        public byte[] mki() {
            return mki.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Use that && Arrays.equals(mki, that.mki) && lifetime == that.lifetime;
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(mki) + Long.hashCode(lifetime);
        }
    }

    /** Copies both. */
    public MediaKeys {
        received = received.clone();
        sent = sent.clone();
    }

    /** Returns a copy. */
    @Override
    public byte[] received() {
        return received.clone();
    }

    /** Returns a copy. */
    @Override
    public byte[] sent() {
        return sent.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaKeys that
                && suite.equals(that.suite)
                && MessageDigest.isEqual(received, that.received)
                && MessageDigest.isEqual(sent, that.sent)
                && receivedUse.equals(that.receivedUse)
                && sentUse.equals(that.sentUse);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(received) + Arrays.hashCode(sent);
    }

    @Override
    public String toString() {
        return "MediaKeys[" + suite + "]";
    }
}
