package org.patchbay.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a call comes from, as a technology tells whom it calls.
 *
 * @param diversions who sent the call on, the first of them first
 */
public record Origin(Party caller, List<Diversion> diversions) {
    public Origin {
        diversions = List.copyOf(diversions);
    }

    /** Returns this with one more diversion, for whoever forwards the call. */
    public Origin diverted(Diversion next) {
        var all = new ArrayList<>(diversions);
        all.add(next);
        return new Origin(caller, all);
    }
}
