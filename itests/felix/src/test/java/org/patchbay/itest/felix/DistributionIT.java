package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What ships resolves, starts, and has no component that waits for something. */
public class DistributionIT extends FelixTest {
    @Inject
    private ServiceComponentRuntime components;

    @Test
    public void startsEveryBundle() {
        List<String> down = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != (isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE))
                .map(bundle -> bundle + " state " + bundle.getState())
                .toList();

        assertEquals(List.of(), down);
        assertTrue(ours().count() > 20);
    }

    @Test
    public void satisfiesEveryComponentOfOurs() {
        List<String> waiting = components.getComponentDescriptionDTOs(ours().toArray(Bundle[]::new)).stream()
                .flatMap(this::waiting)
                .toList();

        assertEquals(List.of(), waiting);
    }

    private Stream<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.patchbay."));
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    private Stream<String> waiting(ComponentDescriptionDTO description) {
        var configurations = components.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty()) return Stream.of(description.name + " has no configuration");
        return configurations.stream()
                .filter(configuration -> configuration.state != ComponentConfigurationDTO.SATISFIED
                        && configuration.state != ComponentConfigurationDTO.ACTIVE)
                .map(configuration -> description.name + " misses "
                        + Arrays.stream(configuration.unsatisfiedReferences)
                                .map(reference -> reference.name + " " + reference.target)
                                .toList()
                        + " " + configuration.failure);
    }
}
