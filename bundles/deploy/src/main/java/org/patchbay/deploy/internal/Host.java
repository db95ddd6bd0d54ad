package org.patchbay.deploy.internal;

import java.util.List;
import java.util.OptionalInt;

/** What a rollout needs of the framework. Called by the deployer's thread only; every method has a time limit. */
interface Host {
    /** Returns all bundles of that symbolic name. */
    List<Installed> bundles(String feature);

    /** Returns the bundles that came from the folder, also in an earlier life of the deployer. */
    List<Installed> ours();

    /**
     * Installs a jar, tries it out unseen by everybody else, and starts it for all to see. Throws {@link Refusal} and leaves nothing
     * behind when that fails.
     */
    Installed raise(Artifact artifact);

    /** Starts a bundle that was set aside. Throws {@link Refusal} when it does not start. */
    void resume(Installed bundle);

    /** Takes a bundle away: for good when it is ours, else until it is resumed or the server starts again. */
    void retire(Installed bundle);

    /** Returns how many calls are on a bundle; empty when nobody can tell now. */
    OptionalInt calls(Installed bundle);

    /** Returns a number that changes when other bundles come, go, start or stop. */
    int surroundings();
}
