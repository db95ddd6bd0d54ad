package org.patchbay.deploy.internal;

import java.util.List;
import java.util.Optional;

/**
 * What a rollout needs of the framework. Called by the deployer's thread only; every method has a time limit. A bundle of ours
 * that can't be tried or started is gone when {@link Refusal} is thrown; one that came with the server is stopped.
 */
interface Host {
    /** Returns all bundles of that symbolic name. */
    List<Installed> bundles(String feature);

    /** Returns the bundles that came from the folder, also in an earlier life of the deployer. */
    List<Installed> ours();

    /** Returns the names of the features and modules that came with the server, and can be replaced. */
    List<String> shipped();

    /** Installs a jar whose needs are all there; throws {@link Refusal} and leaves nothing behind when one isn't. */
    Installed install(Artifact artifact);

    /** Starts a bundle unseen by everybody else, lets it test itself, and stops it. Throws {@link Refusal} when that fails. */
    void tryOut(Installed bundle);

    /** Starts a bundle for all to see, and looks whether its components work. Throws {@link Refusal} when they don't. */
    Installed start(Installed bundle);

    /** Stops a bundle until it is started again. Throws {@link Refusal} when that takes too long. */
    void stop(Installed bundle);

    /** Takes a bundle away: for good when it is ours, else until it is started again. */
    void retire(Installed bundle);

    /** Returns what the application hosts count for a bundle; empty when nobody can tell now. */
    Optional<Tally> tally(Installed bundle);

    /** Tells whether the server is still starting: bundles of its own may come that a module is to take the place of. */
    boolean starting();

    /** Returns how many calls are up on this server. */
    int liveCalls();

    /** Returns a number that changes when other bundles come, go, start or stop. */
    int surroundings();

    /**
     * The calls of a version.
     *
     * @param calls how many are on it now
     * @param runs how many have left it
     * @param failures how many of those have left it with an exception
     */
    record Tally(int calls, long runs, long failures) {
        Tally plus(Tally other) {
            return new Tally(calls + other.calls, runs + other.runs, failures + other.failures);
        }
    }
}
