package org.patchbay.console.view.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * A component of ours that isn't running, and why.
 *
 * @param component such as {@code sip.channel: SipCallHandler}
 * @param reason such as {@code waits for RequestVerifier}
 */
public record Waiting(String component, String reason) {
    private static final String OURS = "org.patchbay.";
    private static final String CAUSE = "Caused by: ";

    /** Asks the component runtime; none are waiting when there is no such service. */
    public static List<Waiting> of(Optional<ServiceComponentRuntime> components) {
        return components.stream()
                .flatMap(runtime -> ours(runtime).flatMap(description -> waiting(runtime, description)))
                .sorted(Comparator.comparing(Waiting::component))
                .toList();
    }

    /** Returns how many components of ours there are, running or not. */
    public static int all(ServiceComponentRuntime runtime) {
        return (int) ours(runtime).count();
    }

    private static Stream<ComponentDescriptionDTO> ours(ServiceComponentRuntime runtime) {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(description -> description.implementationClass.startsWith(OURS));
    }

    private static Stream<Waiting> waiting(ServiceComponentRuntime runtime, ComponentDescriptionDTO description) {
        return runtime.getComponentConfigurationDTOs(description).stream()
                .flatMap(configuration -> reason(description, configuration).stream())
                .map(reason -> new Waiting(name(description.implementationClass), reason));
    }

    private static Optional<String> reason(
            ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of("has no configuration " + String.join(", ", description.configurationPid));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of("waits for " + missing(description, configuration));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of("has failed: " + cause(configuration.failure));
            default -> Optional.empty(); // active, or ready to be used
        };
    }

    private static String missing(ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
        return Arrays.stream(configuration.unsatisfiedReferences)
                .flatMap(unsatisfied -> Arrays.stream(description.references)
                        .filter(reference -> reference.name.equals(unsatisfied.name)))
                .map(reference -> simple(reference.interfaceName))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The innermost cause of a printed stack trace, without the name of its class. */
    private static String cause(String trace) {
        List<String> lines = trace.lines().toList();
        String line = lines.reversed().stream()
                .filter(each -> each.startsWith(CAUSE))
                .findFirst()
                .map(each -> each.substring(CAUSE.length()))
                .orElseGet(() -> lines.isEmpty() ? "" : lines.getFirst());
        int message = line.indexOf(": ");
        return message < 0 ? line : line.substring(message + 2);
    }

    private static String name(String implementationClass) {
        String inside = implementationClass.substring(OURS.length()).replace(".internal.", ".");
        int dot = inside.lastIndexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot) + ": " + inside.substring(dot + 1);
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
