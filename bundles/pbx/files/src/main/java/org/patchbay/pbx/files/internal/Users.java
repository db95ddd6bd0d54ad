package org.patchbay.pbx.files.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.pbx.Subscriber;

/** The users of one version of the file, in its order. */
record Users(Map<String, Subscriber> byNumber) {
    static final Users NONE = new Users(Map.of());

    Users {
        byNumber = Collections.unmodifiableMap(new LinkedHashMap<>(byNumber));
    }

    Optional<Subscriber> find(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    Collection<Subscriber> all() {
        return byNumber.values();
    }
}
