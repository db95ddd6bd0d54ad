package org.patchbay.console.control.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.patchbay.application.Deployment;
import org.patchbay.application.DeploymentException;
import org.patchbay.application.Deployments;
import org.patchbay.console.view.internal.FeatureList;
import org.patchbay.console.view.internal.Modules;

/**
 * Replaces features. A feature is named by its symbolic name, or by the end of it: {@code echo} for {@code
 * org.patchbay.feature.echo}. Each method answers in a sentence what is now.
 */
public final class FeatureControl {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,150}\\.(jar|zip)");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.+*#-]{1,64}");
    private static final int MOST_USERS = 1000;
    private final Modules modules;

    public FeatureControl(Modules modules) {
        this.modules = modules;
    }

    /** Deploys a jar or an archive and returns what became of each version in it. */
    public List<Deployment> deploy(String file, InputStream content, int percent)
            throws DeploymentException, IOException {
        if (!FILE.matcher(file).matches()) {
            throw new DeploymentException(
                    "'" + file + "' can't be deployed: it must be a .jar or .zip whose name has only"
                            + " letters, digits, and . _ + -");
        }
        return deployments().deploy(file, content, within(percent));
    }

    /** Returns what became of a version that was deployed. */
    public static String said(Deployment deployment) {
        FeatureList.Row row = FeatureList.row(deployment);
        String reason = row.reason().isEmpty() ? "" : ": " + row.reason();
        return row.name() + " " + row.version() + " " + verb(deployment.state()) + row.said() + reason;
    }

    private static String verb(Deployment.State state) {
        return switch (state) {
            case WAITING, STANDBY -> "";
            case CURRENT, CANARY, DRAINING, ROLLED_BACK, REFUSED -> "is ";
        };
    }

    /** Takes the current or canary version back. */
    public String rollBack(String name) throws DeploymentException {
        Deployment now = deployments().rollBack(feature(name));
        return "Rolled back: new calls go to " + named(now) + ".";
    }

    /** Changes who goes to the canary version. */
    public String canary(String name, int percent, Set<String> users) throws DeploymentException {
        if (users.size() > MOST_USERS) throw new DeploymentException("At most " + MOST_USERS + " users can be named.");
        for (String user : users) {
            if (!USER.matcher(user).matches())
                throw new DeploymentException("'" + user + "' is not the number of a user.");
        }
        Deployment canary = deployments().canary(feature(name), within(percent), users);
        String also = users.isEmpty() ? "" : ", and all calls of " + String.join(", ", new TreeSet<>(users));
        return percent + " % of new calls go to " + named(canary) + also + ".";
    }

    /** Sends all new calls to the canary version. */
    public String promote(String name) throws DeploymentException {
        Deployment now = deployments().promote(feature(name));
        return "All new calls go to " + named(now) + ".";
    }

    /** Gives the calls of draining versions over. */
    public String takeOver(String name) throws DeploymentException {
        String feature = feature(name);
        deployments().takeOver(feature);
        return "The calls of earlier versions of " + FeatureList.name(feature) + " go on with the current one.";
    }

    private static String named(Deployment deployment) {
        return FeatureList.name(deployment.feature()) + " " + deployment.version();
    }

    private static int within(int percent) throws DeploymentException {
        if (percent < 0 || percent > 100) throw new DeploymentException("The percentage must be from 0 to 100.");
        return percent;
    }

    private Deployments deployments() throws DeploymentException {
        return modules.deployments()
                .orElseThrow(() -> new DeploymentException("The module that replaces features is not running."));
    }

    private String feature(String name) throws DeploymentException {
        Set<String> known = new TreeSet<>();
        for (Deployment deployment : deployments().deployments()) known.add(deployment.feature());
        known.remove("");
        if (known.contains(name)) return name;
        List<String> found =
                known.stream().filter(feature -> feature.endsWith("." + name)).toList();
        if (found.size() == 1) return found.getFirst();
        if (found.isEmpty()) {
            List<String> names = known.stream().map(FeatureList::name).toList();
            throw new DeploymentException("There is no feature '" + name + "'; there are "
                    + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
        }
        throw new DeploymentException(
                "'" + name + "' can be " + String.join(" or ", found) + "; write more of the name.");
    }
}
