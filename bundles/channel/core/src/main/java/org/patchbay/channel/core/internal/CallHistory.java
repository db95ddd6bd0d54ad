package org.patchbay.channel.core.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRecord.Side;

/** Who took part in a call, from when to when, and who ended it: what its record is made of. Owned by the call. */
final class CallHistory {
    // whoever rings a group for hours must not fill the memory; those who answered stay
    private static final int MOST_LEGS = 200;

    private final InstantSource clock;
    private final Map<Leg, Part> parts = new LinkedHashMap<>();
    private Side last = Side.SERVER;

    /** The part that a leg has in the call; with {@code gone} it is over, as the leg went to another call. */
    private record Part(Side side, Instant began, CallRecord.@Nullable Leg gone) {}

    CallHistory(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes a leg that calls, is called, or comes from another call, maybe back. */
    void joined(Leg leg, Side side) {
        parts.compute(
                leg, (key, before) -> new Part(side(before, side), before == null ? now() : before.began(), null));
        if (parts.size() > MOST_LEGS) forgetOne();
    }

    private static Side side(@Nullable Part before, Side side) {
        return before == null ? side : before.side();
    }

    private void forgetOne() {
        var oldest = parts.keySet().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().over().isEmpty()) continue;
            oldest.remove();
            return;
        }
    }

    /** Takes that a leg goes to another call. */
    void left(Leg leg) {
        parts.computeIfPresent(
                leg, (key, part) -> new Part(part.side(), part.began(), leg.record(part.side(), part.began(), now())));
    }

    private Instant now() {
        return clock.instant();
    }

    /** Takes that somebody has hung up; what logic does afterwards is its own doing again. */
    void hungUp(Side side) {
        last = side;
    }

    /** Takes that the call goes on to something else. */
    void goesOn() {
        last = Side.SERVER;
    }

    /** Returns who ended the call, if it has ended now. */
    Side by() {
        return last;
    }

    List<CallRecord.Leg> legs(Instant ended) {
        return parts.entrySet().stream()
                .map(entry -> legOf(entry.getKey(), entry.getValue(), ended))
                .toList();
    }

    private static CallRecord.Leg legOf(Leg leg, Part part, Instant ended) {
        CallRecord.Leg gone = part.gone();
        return gone == null ? leg.record(part.side(), part.began(), leg.over().orElse(ended)) : gone;
    }

    /** Tells whether a leg was ever part of the call. */
    boolean knows(Leg leg) {
        return parts.containsKey(leg);
    }
}
