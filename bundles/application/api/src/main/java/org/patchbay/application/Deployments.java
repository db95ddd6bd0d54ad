package org.patchbay.application;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The features and modules that are replaced while the server runs: the folder {@code deploy/}, and what is in use of it.
 * Thread-safe. What changes something waits until that is done, for some seconds at most.
 */
@ProviderType
public interface Deployments {
    /** Returns all versions, in the order of features and then versions, as of the last look at the folder. Never blocks. */
    List<Deployment> deployments();

    /**
     * Puts a jar or an archive into the folder and returns what became of each version in it; also deploys again what was
     * rolled back.
     *
     * @param file the name that it gets there, which must end with {@code .jar} or {@code .zip}
     * @param canaryPercent the share of new calls that go to it at first, 0 to 100; 100 is all of them
     * @throws DeploymentException when it is refused; the folder is then as it was before
     */
    List<Deployment> deploy(String file, InputStream content, int canaryPercent)
            throws DeploymentException, IOException;

    /**
     * Sends new calls to the version that was in use before the current or canary one. Calls stay where they are.
     *
     * @return the version that is in use now
     * @throws DeploymentException when there is no such feature, or nothing to roll back to
     */
    Deployment rollBack(String feature) throws DeploymentException;

    /**
     * Changes who goes to the canary version of a feature; when it has none, the current version becomes the canary of
     * the one before it.
     */
    Deployment canary(String feature, int percent, Set<String> users) throws DeploymentException;

    /** Sends all new calls to the canary version of a feature. */
    Deployment promote(String feature) throws DeploymentException;

    /** Gives the calls of the draining versions of a feature over to its current one now, and exchanges a module that waits. */
    void takeOver(String feature) throws DeploymentException;
}
