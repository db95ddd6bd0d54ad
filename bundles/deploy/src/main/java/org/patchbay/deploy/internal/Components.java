package org.patchbay.deploy.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.patchbay.application.Application;
import org.patchbay.application.SelfTest;

/** Looks whether the components of a started bundle work: starting it says nothing about them. */
final class Components {
    private static final long CONFIGURATION_MILLIS = 3000;
    private static final long LOOK_MILLIS = 50;
    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    Components(BundleContext context, ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    /** Throws {@link Refusal} when a component lacks something or has failed. */
    void check(Bundle bundle) {
        Collection<ComponentDescriptionDTO> components = runtime.getComponentDescriptionDTOs(bundle);
        if (components.isEmpty()) throw Refusal.forGood("none of its components can be read");
        List<String> troubles = new ArrayList<>();
        for (ComponentDescriptionDTO component : components) {
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.isEmpty()) troubles.add(component.name + " waits for its configuration");
            configurations.forEach(configuration -> trouble(configuration).ifPresent(troubles::add));
        }
        if (!troubles.isEmpty()) throw Refusal.forNow(String.join("; ", troubles));
    }

    /** Waits for settings that have come with the bundle and are still on their way to it; not for long, and not for others. */
    void awaitConfiguration(Bundle bundle) throws InterruptedException {
        for (long left = CONFIGURATION_MILLIS; left > 0 && unconfigured(bundle); left -= LOOK_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean unconfigured(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle).stream().anyMatch(component -> {
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
            return configurations.isEmpty()
                    || configurations.stream()
                            .anyMatch(one -> one.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
        });
    }

    /**
     * Makes one object of each service, which runs constructors that would else run in a call, and lets go of it; runs
     * self-tests when {@code test}.
     */
    void construct(Bundle bundle, boolean test) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            if (service.getProperty(ComponentConstants.COMPONENT_NAME) != null) construct(bundle, service, test);
        }
    }

    private <S> void construct(Bundle bundle, ServiceReference<S> reference, boolean test) {
        ServiceObjects<S> objects = context.getServiceObjects(reference);
        S service = objects == null ? null : objects.getService();
        if (objects == null || service == null) {
            check(bundle);
            throw Refusal.forGood(reference.getProperty(ComponentConstants.COMPONENT_NAME)
                    + " can't be made; the messages before this one say why");
        }
        try {
            if (test && service instanceof SelfTest own) own.test();
        } catch (Exception e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            throw Refusal.forNow("its self-test fails: "
                    + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        } finally {
            objects.ungetService(service);
        }
        if (offersApplication(reference) && !(service instanceof Application)) {
            throw Refusal.forGood("it brings its own org.patchbay.application, and must use the server's");
        }
    }

    /** Tells whether a bundle has an application to offer now. */
    boolean offersApplication(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null && Arrays.stream(services).anyMatch(Components::offersApplication);
    }

    private static boolean offersApplication(ServiceReference<?> reference) {
        return reference.getProperty("objectClass") instanceof String[] types
                && Arrays.asList(types).contains(Application.class.getName());
    }

    private static Optional<String> trouble(ComponentConfigurationDTO configuration) {
        String name = configuration.description.name;
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of(name + " waits for its configuration");
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of(name + " needs " + missing(configuration));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(name + " fails when it is made: " + firstLine(configuration.failure));
            default -> Optional.empty();
        };
    }

    private static String missing(ComponentConfigurationDTO configuration) {
        List<String> interfaces = Arrays.stream(configuration.unsatisfiedReferences)
                .flatMap(unsatisfied -> Arrays.stream(configuration.description.references)
                        .filter(reference -> reference.name.equals(unsatisfied.name))
                        .map(reference ->
                                reference.interfaceName + (unsatisfied.target == null ? "" : " " + unsatisfied.target)))
                .toList();
        return "a service that isn't there: " + String.join(", ", interfaces);
    }

    // the failure is a stack trace; its last cause is what the author of the feature has to know
    private static String firstLine(String failure) {
        List<String> lines = String.valueOf(failure).lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElse(lines.isEmpty() ? "" : lines.getFirst());
    }
}
