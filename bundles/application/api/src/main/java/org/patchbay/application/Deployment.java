package org.patchbay.application;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of a feature or module that is in the folder {@code deploy/}, kept to roll back to, or on its way out.
 *
 * @param file the name of the jar or archive; empty when the version came with the server
 * @param feature the bundle's symbolic name; empty when the jar could not be read
 * @param version the bundle's version; empty when the jar could not be read
 * @param calls how many calls are on it now
 * @param since when it came into this state
 * @param canary who it is tried with, while it is {@link State#CANARY}
 * @param reason why it is refused, stands by, waits or was rolled back, in plain words; empty otherwise
 */
public record Deployment(
        String file,
        String feature,
        String version,
        State state,
        int calls,
        Instant since,
        Optional<Steering.Canary> canary,
        String reason) {
    /** What became of it. */
    public enum State {
        /** New calls go to it. */
        CURRENT,
        /** Some new calls go to it, the others to the current version. */
        CANARY,
        /** Its calls go on; it is taken away when the last has ended, or given over to the current version at the deadline. */
        DRAINING,
        /** A module that can only be exchanged while no call is up, and waits for that moment. */
        WAITING,
        /** Another version is in use; this one can be rolled back to, or takes over when that one is removed. */
        STANDBY,
        /** It was in use and was taken back; it is not used again unless it is deployed again. */
        ROLLED_BACK,
        /** It can't be used; what was in use before still is. */
        REFUSED
    }
}
