package org.patchbay.media;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What both sides encrypt a stream with (SRTP, RFC 3711). Its text never tells the keys.
 *
 * @param suite as it is registered for {@code a=crypto} (RFC 4568 section 6.2), such as {@code AEAD_AES_128_GCM}
 * @param received the master key of the peer, for what it sends, followed by the master salt
 * @param sent ours, for what we send to it, followed by its salt
 */
public record MediaKeys(String suite, byte[] received, byte[] sent) {
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
                && MessageDigest.isEqual(sent, that.sent);
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
