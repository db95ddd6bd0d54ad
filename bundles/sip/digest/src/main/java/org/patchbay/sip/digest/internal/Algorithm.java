package org.patchbay.sip.digest.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.patchbay.pbx.Credentials;

/** A hash of RFC 8760. */
enum Algorithm {
    SHA256("SHA-256", 64),
    MD5("MD5", 32);

    private static final List<Algorithm> ALL = List.of(values());

    private final String token;
    private final int hexDigits;
    private final MessageDigest unused;

    Algorithm(String token, int hexDigits) {
        this.token = token;
        this.hexDigits = hexDigits;
        try {
            this.unused = MessageDigest.getInstance(token);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has both
        }
    }

    /** Finds one by the name it has in headers and in Java alike. */
    static Optional<Algorithm> of(String token) {
        for (var algorithm : ALL) {
            if (algorithm.token.equalsIgnoreCase(token)) return Optional.of(algorithm);
        }
        return Optional.empty();
    }

    String token() {
        return token;
    }

    /** Returns the user's {@code H(A1)}. */
    Optional<String> hashOf(Credentials credentials) {
        return this == MD5 ? credentials.md5() : credentials.sha256();
    }

    /** Returns what stands for the {@code H(A1)} of somebody unknown; no password has it. */
    String dummyHash() {
        return "x".repeat(hexDigits);
    }

    /** Hashes several texts in turn. */
    Hash hash() {
        try {
            // a copy: to look for the algorithm costs more than the hash
            return new Hash((MessageDigest) unused.clone());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible); // Java's own can be copied
        }
    }

    record Hash(MessageDigest digest) {
        String hex(String text) {
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
