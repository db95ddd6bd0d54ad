package org.patchbay.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceGraphIT {
    @Test
    void hasNoCircle() {
        List<Component> components = Distribution.readBundles().stream()
                .flatMap(bundle -> bundle.components().stream())
                .toList();

        assertThat(components).hasSizeGreaterThan(15);
        assertThat(new ServiceGraph(components).circle()).isEmpty();
    }

    @Test
    void findsACircleThroughADynamicReference() {
        var stack = new Component("stack", Set.of("Transactions"), Set.of("Handler"));
        var registrar = new Component("registrar", Set.of("Handler"), Set.of("Directory", "Transactions"));
        var files = new Component("files", Set.of("Directory"), Set.of());

        assertThat(new ServiceGraph(List.of(files, stack, registrar)).circle())
                .contains(List.of("stack", "registrar", "stack"));
    }

    @Test
    void takesADiamondForNoCircle() {
        var top = new Component("top", Set.of(), Set.of("Left", "Right"));
        var left = new Component("left", Set.of("Left"), Set.of("Bottom"));
        var right = new Component("right", Set.of("Right"), Set.of("Bottom"));
        var bottom = new Component("bottom", Set.of("Bottom"), Set.of());

        assertThat(new ServiceGraph(List.of(top, left, right, bottom)).circle()).isEmpty();
    }
}
