package org.patchbay.sip.channel.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes what must be unique or can't be guessed. Thread-safe. */
final class Identifiers {
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger channels = new AtomicInteger();

    /** Returns a tag of 96 random bits; RFC 3261 section 19.3 asks for 32, but it is also what admits requests in the dialog. */
    String tag() {
        return hexadecimal(12);
    }

    String callId() {
        return hexadecimal(16);
    }

    private String hexadecimal(int octets) {
        byte[] bytes = new byte[octets];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns a session number for {@code o=}; within 31 bits, since there are phones that keep it in an int. */
    long session() {
        return 1 + random.nextInt(Integer.MAX_VALUE);
    }

    /** Returns the number of the first reliable response to an INVITE (RFC 3262 section 3). */
    long responseNumber() {
        return 1 + random.nextInt(ReliabilityHeaders.MOST_FIRST);
    }

    /** Returns a channel's name, such as {@code sip-1001-0000a3}. */
    String channel(String number) {
        return "sip-" + number + '-' + HexFormat.of().toHexDigits(channels.incrementAndGet(), 6);
    }

    /** Returns a time between both, in steps of 10 ms (RFC 3261 section 14.1). */
    Duration between(Duration least, Duration most) {
        int steps = (int) (most.minus(least).toMillis() / 10);
        return least.plusMillis(10L * random.nextInt(steps + 1));
    }
}
