package org.patchbay.channel;

import java.util.List;

/**
 * That a call was sent on to somebody else, once or more often.
 *
 * @param by whom the call was for until then; {@link Party#withheld} when only those that are trusted may know
 * @param times how often the call was sent on by that party in a row, 1 or more
 */
public record Diversion(Party by, Reason reason, int times) {
    /** How often a call may be diverted; one that was more often goes in a circle and is cleared. */
    public static final int LIMIT = 10;

    public Diversion {
        if (times < 1) throw new IllegalArgumentException("diverted " + times + " times");
    }

    /** Why a call was sent on. */
    public enum Reason {
        UNKNOWN,
        UNCONDITIONAL,
        BUSY,
        NO_ANSWER,
        DEFLECTED,
        UNAVAILABLE
    }

    /** Tells whether a call that was diverted like this goes in a circle. */
    public static boolean tooMany(List<Diversion> diversions) {
        return diversions.stream().mapToLong(Diversion::times).sum() > LIMIT;
    }
}
