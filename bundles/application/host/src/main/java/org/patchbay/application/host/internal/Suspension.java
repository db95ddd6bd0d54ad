package org.patchbay.application.host.internal;

import java.util.Map;
import java.util.Optional;
import org.patchbay.application.Application;
import org.patchbay.application.Resumable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an application whose call was unwound for what its next version needs. */
final class Suspension {
    private static final Logger LOG = LoggerFactory.getLogger(Suspension.class);
    private static final int LIMIT = 64 << 10;

    private Suspension() {}

    /** Returns the state; empty when the application is not resumable, or has failed to give it, which is logged. */
    static Optional<Map<String, String>> of(Application application, Run run) {
        if (!(application instanceof Resumable resumable)) return Optional.empty();
        try {
            if (!run.instances().ownForEachCall())
                throw new IllegalStateException("its component has no prototype scope");
            return Optional.of(checked(resumable.suspend()));
        } catch (Exception | Error failure) { // whatever the application throws, its call goes on
            LOG.warn(
                    "call {}: {} of {} could not be suspended, and begins anew",
                    run.call().id(),
                    run.version().application(),
                    run.version().origin(),
                    failure);
            return Optional.empty();
        }
    }

    private static Map<String, String> checked(Map<String, String> state) {
        Map<String, String> copy = Map.copyOf(state); // throws on null, which has no text
        int length = copy.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (length > LIMIT) {
            throw new IllegalArgumentException("its state has " + length + " characters, more than " + LIMIT);
        }
        return copy;
    }
}
