package org.patchbay.console.login.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}, salt and hash in base64 (RFC 8018 section
 * 5.2 with HMAC-SHA-256, 32 octets). Making and matching one costs tens of milliseconds of CPU, on purpose.
 */
record PasswordHash(int iterations, byte[] salt, byte[] hash) {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final int HASH_OCTETS = 32;

    PasswordHash {
        // The upper bounds keep a slip in the file from turning each login into minutes of CPU.
        if (iterations < 10_000 || iterations > 10_000_000) throw new IllegalArgumentException("iterations");
        if (salt.length < 8 || salt.length > 64) throw new IllegalArgumentException("salt");
        if (hash.length != HASH_OCTETS) throw new IllegalArgumentException("hash");
    }

    /** Reads what the configuration has; the exception's message says what is wrong, and never the value itself. */
    static PasswordHash parse(String written) {
        String[] parts = written.trim().split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("it is not like " + SCHEME + "$<iterations>$<salt>$<hash>");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return new PasswordHash(Integer.parseInt(parts[1]), base64.decode(parts[2]), base64.decode(parts[3]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "it needs 10,000 to 10,000,000 iterations, and in base64 8 to 64 octets of salt and 32 of hash");
        }
    }

    static PasswordHash of(String password, int iterations, byte[] salt) {
        return new PasswordHash(iterations, salt, derive(password, iterations, salt));
    }

    /** Tells whether {@code password} is the one; takes as long for any other. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, iterations, salt));
    }

    private static byte[] derive(String password, int iterations, byte[] salt) {
        var key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_OCTETS * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
        } finally {
            key.clearPassword();
        }
    }

    /** Returns the text that {@link #parse} reads. */
    String written() {
        Base64.Encoder base64 = Base64.getEncoder();
        return SCHEME + "$" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that
                && iterations == that.iterations
                && MessageDigest.isEqual(salt, that.salt)
                && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return new String(salt, StandardCharsets.ISO_8859_1).hashCode();
    }
}
