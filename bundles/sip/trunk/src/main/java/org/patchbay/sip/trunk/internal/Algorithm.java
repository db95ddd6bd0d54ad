package org.patchbay.sip.trunk.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A hash of RFC 7616, the strongest first. */
enum Algorithm {
    SHA512_256("SHA-512-256", "SHA-512/256"),
    SHA256("SHA-256", "SHA-256"),
    MD5("MD5", "MD5");

    private final String token;
    private final String nameInJava;

    Algorithm(String token, String nameInJava) {
        this.token = token;
        this.nameInJava = nameInJava;
    }

    /** Finds one by the name that it has in headers; without a name it is MD5 (RFC 7616 section 3.3). */
    static Optional<Algorithm> of(String token) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.token.equalsIgnoreCase(token.isEmpty() ? "MD5" : token))
                .findFirst();
    }

    String token() {
        return token;
    }

    String hex(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(nameInJava).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java has no " + nameInJava, impossible);
        }
    }
}
