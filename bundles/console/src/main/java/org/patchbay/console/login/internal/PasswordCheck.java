package org.patchbay.console.login.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks credentials against one user and one hash. What was right is remembered for five minutes, as a MAC under a key
 * that nobody else has, so that a page that refreshes each second doesn't cost a PBKDF2 each second. One hash at a time
 * is computed, whoever asks: guessing takes one core at most away from the calls.
 */
final class PasswordCheck {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final long PATIENCE_MILLIS = 1_000;

    private final byte[] user;
    private final PasswordHash hash;
    private final FailedLogins failures;
    private final InstantSource clock;
    private final Semaphore oneAtATime = new Semaphore(1);
    private final SecretKeySpec key;
    private volatile @Nullable Remembered remembered;

    PasswordCheck(String user, PasswordHash hash, FailedLogins failures, InstantSource clock) {
        this.user = utf8(user);
        this.hash = hash;
        this.failures = failures;
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** What became of a login. */
    sealed interface Verdict {
        record Right() implements Verdict {}

        record Wrong() implements Verdict {}

        /** Not looked at: too many wrong ones came from there, try again after {@code delay}. */
        record TooMany(Duration delay) implements Verdict {}

        /** Not looked at: others are being checked. */
        record Busy() implements Verdict {}
    }

    /** Takes tens of milliseconds, and waits at most a second for others. */
    Verdict verify(BasicCredentials given, String source) throws InterruptedException {
        byte[] mac = mac(given);
        if (known(mac)) return new Verdict.Right();
        Duration delay = failures.delay(source);
        if (delay.isPositive()) return new Verdict.TooMany(delay);
        if (!oneAtATime.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) return new Verdict.Busy();
        try {
            return compute(given, source, mac);
        } finally {
            oneAtATime.release();
        }
    }

    private Verdict compute(BasicCredentials given, String source, byte[] mac) {
        // Others of the same source may have failed, or one may have been right, while this one waited its turn.
        if (known(mac)) return new Verdict.Right();
        Duration delay = failures.delay(source);
        if (delay.isPositive()) return new Verdict.TooMany(delay);
        boolean userRight = MessageDigest.isEqual(user, utf8(given.user()));
        boolean passwordRight = hash.matches(given.password()); // also for a wrong user: the time must not tell
        if (userRight & passwordRight) {
            failures.succeeded(source);
            remembered = new Remembered(mac, clock.instant().plus(REMEMBERED));
            return new Verdict.Right();
        }
        failures.failed(source);
        return new Verdict.Wrong();
    }

    private boolean known(byte[] mac) {
        Remembered last = remembered;
        return last != null && clock.instant().isBefore(last.until()) && MessageDigest.isEqual(last.mac(), mac);
    }

    private byte[] mac(BasicCredentials given) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(key);
            hmac.update(utf8(given.user()));
            hmac.update((byte) ':'); // a user name has none
            return hmac.doFinal(utf8(given.password()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Remembered(byte[] mac, Instant until) {}
}
