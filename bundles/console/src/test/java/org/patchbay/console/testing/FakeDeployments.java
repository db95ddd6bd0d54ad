package org.patchbay.console.testing;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.application.DeploymentException;
import org.patchbay.application.Deployments;
import org.patchbay.application.Steering;

/** Notes what it is asked for, and does it for versions that a test put there. */
public final class FakeDeployments implements Deployments {
    public static final String ECHO = "org.patchbay.feature.echo";
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    public FakeDeployments with(String feature, String version, State state, String reason) {
        deployments.add(new Deployment(
                feature + "-" + version + ".jar", feature, version, state, 2, Instant.EPOCH, Optional.empty(), reason));
        return this;
    }

    public FakeDeployments withCanary(String feature, String version, int percent, Set<String> users) {
        deployments.add(new Deployment(
                "canary.jar",
                feature,
                version,
                State.CANARY,
                1,
                Instant.EPOCH,
                Optional.of(new Steering.Canary(version, percent, users)),
                ""));
        return this;
    }

    public FakeDeployments withUnreadable(String file, String reason) {
        deployments.add(new Deployment(file, "", "", State.REFUSED, 0, Instant.EPOCH, Optional.empty(), reason));
        return this;
    }

    /** Makes each further request fail. */
    public FakeDeployments refusing(String reason) {
        refusal = Optional.of(reason);
        return this;
    }

    /** Returns what was asked for, such as {@code promote org.patchbay.feature.echo}. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public List<Deployment> deployments() {
        return List.copyOf(deployments);
    }

    @Override
    public List<Deployment> deploy(String file, InputStream content, int canaryPercent)
            throws DeploymentException, IOException {
        int octets = content.readAllBytes().length;
        note("deploy " + file + " of " + octets + " octets at " + canaryPercent + " %");
        return List.of(deployment(ECHO, "1.1.0", canaryPercent == 100 ? State.CURRENT : State.CANARY));
    }

    @Override
    public Deployment rollBack(String feature) throws DeploymentException {
        note("roll back " + feature);
        return deployment(feature, "1.0.0", State.CURRENT);
    }

    @Override
    public Deployment canary(String feature, int percent, Set<String> users) throws DeploymentException {
        note("canary " + feature + " " + percent + " " + new TreeSet<>(users));
        return deployment(feature, "1.1.0", State.CANARY);
    }

    @Override
    public Deployment promote(String feature) throws DeploymentException {
        note("promote " + feature);
        return deployment(feature, "1.1.0", State.CURRENT);
    }

    @Override
    public void takeOver(String feature) throws DeploymentException {
        note("take over " + feature);
    }

    private void note(String request) throws DeploymentException {
        if (refusal.isPresent()) throw new DeploymentException(refusal.get());
        asked.add(request);
    }

    private static Deployment deployment(String feature, String version, State state) {
        Optional<Steering.Canary> canary =
                state == State.CANARY ? Optional.of(new Steering.Canary(version, 10, Set.of())) : Optional.empty();
        return new Deployment("echo.jar", feature, version, state, 0, Instant.EPOCH, canary, "");
    }
}
