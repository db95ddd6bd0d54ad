package org.patchbay.pbx;

import java.util.Optional;

/**
 * The hashes that a digest is verified with: {@code H(user:realm:password)} in lower-case hexadecimal (RFC 7616 section
 * 3.4.2). Never logged.
 */
public record Credentials(Optional<String> md5, Optional<String> sha256) {
    public Credentials {
        check(md5, 32);
        check(sha256, 64);
        if (md5.isEmpty() && sha256.isEmpty()) throw new IllegalArgumentException("no hash");
    }

    private static void check(Optional<String> hash, int length) {
        if (hash.isPresent() && !hash.get().matches("[0-9a-f]{" + length + "}")) {
            throw new IllegalArgumentException("a hash must be " + length + " lower-case hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
