package org.patchbay.pbx.files.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.patchbay.pbx.Credentials;

/** Makes what a digest is verified with of a password: {@code H(user:realm:password)} (RFC 7616 section 3.4.2). */
final class Hashes {
    private Hashes() {}

    static Credentials of(String user, String realm, String password) {
        byte[] text = (user + ":" + realm + ":" + password).getBytes(UTF_8);
        return new Credentials(Optional.of(hex("MD5", text)), Optional.of(hex("SHA-256", text)));
    }

    private static String hex(String algorithm, byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
