package org.patchbay.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a call comes from, as a technology tells whom it calls.
 *
 * @param diversions who sent the call on, the first of them first
 * @param transferor who transferred it; empty when it came by itself
 */
public record Origin(Party caller, List<Diversion> diversions, Optional<Transferor> transferor) {
    public Origin {
        diversions = List.copyOf(diversions);
    }

    /** Makes the origin of a call that nobody transferred. */
    public Origin(Party caller, List<Diversion> diversions) {
        this(caller, diversions, Optional.empty());
    }

    /** Returns this with one more diversion, for whoever forwards the call. */
    public Origin diverted(Diversion next) {
        var all = new ArrayList<>(diversions);
        all.add(next);
        return new Origin(caller, all, transferor);
    }
}
