package org.patchbay.pbx.files.internal;

import java.util.Optional;

/** Says in plain words why a file can't be put in force, and where in it the reason is. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String reason) {
        super(reason, null, false, false);
    }

    Refusal(Place place, String reason) {
        this(place + ": " + reason);
    }

    String reason() {
        return Optional.ofNullable(getMessage()).orElse("no reason");
    }
}
