package org.patchbay.console.view.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployments;
import org.patchbay.application.Steering;

/**
 * The versions of features and modules, and what became of each. Instants are milliseconds since 1970.
 *
 * @param running whether there is something that replaces them
 * @param now the server's clock
 */
public record FeatureList(boolean running, long now, List<Row> versions) {
    private static final String OURS = "org.patchbay.";
    private static final String FEATURE = OURS + "feature.";

    /**
     * A version.
     *
     * @param name the feature as people call it, such as {@code echo}; the file when it can't be read
     * @param state the name of a {@link Deployment.State}
     * @param said the same in plain words, with who a canary is tried with
     */
    public record Row(
            String feature,
            String name,
            String version,
            String file,
            String state,
            String said,
            int calls,
            long since,
            Optional<Canary> canary,
            String reason) {}

    /** Who a version is tried with: a share of the calls, and the calls of these users. */
    public record Canary(int percent, List<String> users) {}

    /** Asks what replaces features. */
    public static FeatureList of(Optional<Deployments> deployments, InstantSource clock) {
        return new FeatureList(
                deployments.isPresent(),
                clock.millis(),
                deployments.map(Deployments::deployments).orElse(List.of()).stream()
                        .map(FeatureList::row)
                        .toList());
    }

    /** Returns one version. */
    public static Row row(Deployment deployment) {
        return new Row(
                deployment.feature(),
                deployment.feature().isEmpty() ? deployment.file() : name(deployment.feature()),
                deployment.version(),
                deployment.file(),
                deployment.state().name(),
                said(deployment),
                deployment.calls(),
                deployment.since().toEpochMilli(),
                deployment.canary().map(FeatureList::canary),
                deployment.reason());
    }

    /** Returns the name that people say for a symbolic name. */
    public static String name(String feature) {
        if (feature.startsWith(FEATURE)) return feature.substring(FEATURE.length());
        return feature.startsWith(OURS) ? feature.substring(OURS.length()) : feature;
    }

    private static Canary canary(Steering.Canary canary) {
        return new Canary(canary.percent(), List.copyOf(new TreeSet<>(canary.users())));
    }

    private static String said(Deployment deployment) {
        return switch (deployment.state()) {
            case CURRENT -> "in use";
            case CANARY ->
                deployment
                        .canary()
                        .map(FeatureList::canary)
                        .map(FeatureList::said)
                        .orElse("being tried");
            case DRAINING -> "draining";
            case WAITING -> "waits";
            case STANDBY -> "stands by";
            case ROLLED_BACK -> "rolled back";
            case REFUSED -> "refused";
        };
    }

    private static String said(Canary canary) {
        String users = canary.users().isEmpty() ? "" : " and all of " + String.join(", ", canary.users());
        return "tried with " + canary.percent() + " % of new calls" + users;
    }
}
