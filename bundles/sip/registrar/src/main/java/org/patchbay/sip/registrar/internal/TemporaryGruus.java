package org.patchbay.sip.registrar.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.patchbay.channel.AddressOfRecord;

/**
 * The user parts of temporary GRUUs: whom they lead to, encrypted, so that nothing has to be kept for them and no two look alike
 * (RFC 5627 appendix A.2 does it likewise). They can be read as long as the key is the same.
 */
final class TemporaryGruus {
    private static final String PREFIX = "tgruu.";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_TOKEN = 1024;
    private static final int FINGERPRINT = 8;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param device what tells that user's devices and their registrations apart, see {@link #fingerprint} */
    record Content(AddressOfRecord user, String device) {}

    /** @param secret made into the key; a random one when empty */
    TemporaryGruus(String secret) {
        var octets = new byte[32];
        if (secret.isEmpty()) random.nextBytes(octets);
        this.key = new SecretKeySpec(secret.isEmpty() ? octets : sha256(secret), "AES");
    }

    /** RFC 5627 section 5.1: another Call-ID makes what was given out before invalid. */
    static String fingerprint(String instance, String callId) {
        return HexFormat.of().formatHex(sha256(instance + '\n' + callId), 0, FINGERPRINT);
    }

    String encode(Content content) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var text = String.join("\n", content.user.user(), content.user.realm(), content.device);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        var token = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, token, NONCE, sealed.length);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    Optional<Content> decode(String user) {
        if (!user.startsWith(PREFIX) || user.length() > MAX_TOKEN) return Optional.empty();
        try {
            var token = Base64.getUrlDecoder().decode(user.substring(PREFIX.length()));
            if (token.length <= NONCE) return Optional.empty();
            return run(Cipher.DECRYPT_MODE, Arrays.copyOf(token, NONCE), Arrays.copyOfRange(token, NONCE, token.length))
                    .map(text -> new String(text, StandardCharsets.UTF_8).split("\n"))
                    .map(parts -> new Content(new AddressOfRecord(parts[0], parts[1]), parts[2]));
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> run(int mode, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return Optional.of(cipher.doFinal(text));
        } catch (GeneralSecurityException forged) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }
}
