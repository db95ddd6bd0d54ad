package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * The hops that lately failed: others are tried before them for a while (RFC 3263 section 4.3). Of a request that had a choice only,
 * so that no phone that has gone takes room here. When full, what fails is not noted. Thread-safe.
 */
final class FailedHops {
    static final int MOST = 1000;
    private static final Duration AVOIDED = Duration.ofSeconds(30);
    private static final Duration AVOIDED_MOST = Duration.ofMinutes(5);

    private final ConcurrentHashMap<Hop, Long> untilMillis = new ConcurrentHashMap<>();
    private final InstantSource clock;

    FailedHops(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes that {@code hop} can't be reached, or doesn't answer. */
    void failed(Hop hop) {
        avoid(hop, AVOIDED);
    }

    /** Notes what {@code hop} said: that it is to be left alone for a time, or anything else, which shows that it works. */
    void answered(Hop hop, SIPResponse response) {
        if (response.getStatusCode() != SIPResponse.SERVICE_UNAVAILABLE) untilMillis.remove(hop);
        // RFC 3261 section 21.5.4: without Retry-After it concerns that request alone
        else RetryAfter.of(response).ifPresent(wanted -> avoid(hop, least(wanted, AVOIDED_MOST)));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void avoid(Hop hop, Duration time) {
        if (untilMillis.size() < MOST || untilMillis.containsKey(hop)) {
            untilMillis.merge(hop, clock.millis() + time.toMillis(), Math::max);
        }
    }

    /** Returns {@code hops} with those that failed at the end, otherwise in their order. */
    List<Hop> last(List<Hop> hops) {
        if (untilMillis.isEmpty()) return hops;
        var good = hops.stream().filter(hop -> !avoided(hop));
        return Stream.concat(good, hops.stream().filter(this::avoided))
                .distinct()
                .toList();
    }

    private boolean avoided(Hop hop) {
        var until = untilMillis.get(hop);
        return until != null && until > clock.millis();
    }

    /** Lets go of what has had its time. */
    void sweep() {
        long now = clock.millis();
        untilMillis.values().removeIf(until -> until <= now);
    }

    int size() {
        return untilMillis.size();
    }
}
