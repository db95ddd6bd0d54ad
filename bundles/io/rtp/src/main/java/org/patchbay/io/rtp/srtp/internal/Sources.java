package org.patchbay.io.rtp.srtp.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The synchronization sources of one direction. As each packet of a new one makes an entry, there is a bound; beyond it newcomers are
 * turned away, since what is known of another must not be forgotten: a sequence number used twice betrays what was encrypted with it.
 */
final class Sources {
    static final int MOST = 128;

    private Source[] known = new Source[0];
    private @Nullable Source last;

    /** Returns the source with {@code ssrc}; one that isn't {@linkplain #keep kept} yet if it is new. */
    Source of(int ssrc) {
        Source before = last;
        if (before != null && before.ssrc() == ssrc) return before;
        for (Source source : known) {
            if (source.ssrc() != ssrc) continue;
            last = source;
            return source;
        }
        return new Source(ssrc);
    }

    /** Keeps {@code source}, whose first packet was authentic; returns false when there are too many. */
    boolean keep(Source source) {
        if (source == last) return true;
        if (known.length >= MOST) return false;
        known = Arrays.copyOf(known, known.length + 1);
        known[known.length - 1] = source;
        last = source;
        return true;
    }
}
