package org.patchbay.sip.event.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sip.EventPackage;

/** The event packages that are there, by name. */
final class Packages {
    private final Map<String, EventPackage> present = new ConcurrentHashMap<>();
    private final Set<String> ever = ConcurrentHashMap.newKeySet();

    /** Takes one; of two with a name the newer serves. */
    void add(EventPackage added) {
        ever.add(added.name());
        present.put(added.name(), added);
    }

    void remove(EventPackage gone) {
        present.remove(gone.name(), gone);
    }

    Optional<EventPackage> find(String name) {
        return Optional.ofNullable(present.get(name));
    }

    /** Tells whether it was there once, and so is probably being replaced. */
    boolean away(String name) {
        return ever.contains(name) && !present.containsKey(name);
    }

    /** Returns the value of Allow-Events (RFC 6665 section 8.2.2). */
    String names() {
        return String.join(", ", present.keySet().stream().sorted().toList());
    }
}
