package org.patchbay.sip.channel.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Tokens;

/** Makes what must be unique or can't be guessed. Thread-safe. */
final class Identifiers {
    private final SecureRandom random = new SecureRandom();
    private final Tokens tokens = new Tokens(random);
    private final AtomicInteger channels = new AtomicInteger();

    /** Returns a tag for a dialog that the peer begins. */
    String tag() {
        return tokens.tag();
    }

    /** Returns what names a dialog that we begin. */
    Dialog.Id dialog() {
        return tokens.dialog();
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
