package org.patchbay.application;

import java.util.Optional;
import java.util.Set;

/**
 * Which version of a feature new calls are to go to. A call that is in a version stays there, whatever this says.
 *
 * @param feature the bundle's symbolic name
 * @param version the bundle version for new calls; when it isn't there, they go to the highest that is
 * @param canary who is to try another version first
 */
public record Steering(String feature, String version, Optional<Canary> canary) {
    /**
     * A version that only some new calls go to.
     *
     * @param percent the share of the calls that go there, 0 to 100
     * @param users the numbers of callers whose calls all go there
     */
    public record Canary(String version, int percent, Set<String> users) {
        public Canary {
            if (percent < 0 || percent > 100) throw new IllegalArgumentException("percent " + percent);
            users = Set.copyOf(users);
        }
    }
}
