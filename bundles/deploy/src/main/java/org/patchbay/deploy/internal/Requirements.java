package org.patchbay.deploy.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Says everything that a bundle needs and this server doesn't have; the framework itself names only the first. */
final class Requirements {
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([^)]+)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");
    private static final Pattern JAVA = Pattern.compile("osgi\\.ee=JavaSE\\).*version=([^)]+)");
    private final FrameworkWiring wiring;

    Requirements(BundleContext context) {
        wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** Throws {@link Refusal} when something is missing. */
    void check(Bundle bundle) {
        String missing = bundle.adapt(BundleRevision.class).getRequirements(null).stream()
                .filter(Requirements::mandatory)
                .filter(requirement -> wiring.findProviders(requirement).isEmpty())
                .map(this::words)
                .sorted()
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) throw Refusal.forNow(missing);
    }

    /** Returns whether the framework still holds on to a bundle that was uninstalled. */
    boolean pending(Bundle bundle) {
        return wiring.getRemovalPendingBundles().contains(bundle);
    }

    private static boolean mandatory(Requirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String resolution = directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, "mandatory");
        String effective = directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, "resolve");
        return resolution.equals("mandatory") && effective.equals("resolve");
    }

    private String words(Requirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> missingPackage(filter);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "it needs Java " + group(JAVA, filter).orElse(filter);
            default -> "it needs " + requirement.getNamespace() + " " + filter;
        };
    }

    private String missingPackage(String filter) {
        String name = group(PACKAGE, filter).orElse(filter);
        String range = group(FROM, filter).map(from -> " from " + from).orElse("")
                + group(BELOW, filter).map(below -> " below " + below).orElse("");
        List<String> present =
                wiring
                        .findProviders(new AnyVersion("(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")"))
                        .stream()
                        .map(Requirements::version)
                        .distinct()
                        .sorted()
                        .toList();
        return "it needs the package " + name + range + ", and the server has "
                + (present.isEmpty() ? "none" : String.join(", ", present));
    }

    private static String version(BundleCapability capability) {
        return String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Asks for a package in whatever version. */
    private record AnyVersion(String filter) implements Requirement {
        @Override
        public String getNamespace() {
            return PackageNamespace.PACKAGE_NAMESPACE;
        }

        @Override
        public Map<String, String> getDirectives() {
            return Map.of(Namespace.REQUIREMENT_FILTER_DIRECTIVE, filter);
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        public Resource getResource() {
            throw new UnsupportedOperationException("a question of ours belongs to no bundle");
        }
    }
}
