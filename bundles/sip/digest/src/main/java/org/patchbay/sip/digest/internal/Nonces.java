package org.patchbay.sip.digest.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces that say themselves when they were made, under a key that only this server has, so that a challenge
 * costs no memory: time, serial number, and a truncated HMAC of both.
 */
final class Nonces {
    private static final String HMAC = "HmacSHA256";
    private static final int MAC_BYTES = 16;
    private static final int BYTES = Long.BYTES * 2 + MAC_BYTES;

    /** A nonce of this server that has not expired. */
    record Nonce(long serial, long createdMillis) {}

    private final InstantSource clock;
    private final Duration lifetime;
    private final Mac keyed;
    private final AtomicLong serials = new AtomicLong();

    Nonces(InstantSource clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.keyed = keyed(new SecretKeySpec(bytes, HMAC));
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    String next() {
        var nonce = ByteBuffer.allocate(BYTES).putLong(clock.millis()).putLong(serials.incrementAndGet());
        nonce.put(mac(nonce.array()), 0, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    /** Recognises {@code text}; empty when it is not ours or has expired. */
    Optional<Nonce> read(String text) {
        var bytes = decoded(text);
        if (bytes.length != BYTES) return Optional.empty();
        var nonce = ByteBuffer.wrap(bytes);
        long created = nonce.getLong();
        long serial = nonce.getLong();
        var given = new byte[MAC_BYTES];
        nonce.get(given);
        var right = new byte[MAC_BYTES];
        System.arraycopy(mac(bytes), 0, right, 0, MAC_BYTES);
        boolean fresh = clock.millis() - created < lifetime.toMillis();
        return MessageDigest.isEqual(given, right) && fresh
                ? Optional.of(new Nonce(serial, created))
                : Optional.empty();
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException foreign) {
            return new byte[0];
        }
    }

    // a copy each time: to look for the algorithm and to set the key costs more than to use them
    private byte[] mac(byte[] nonce) {
        try {
            var mac = (Mac) keyed.clone();
            mac.update(nonce, 0, BYTES - MAC_BYTES);
            return mac.doFinal();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible); // Java's own can be copied
        }
    }
}
