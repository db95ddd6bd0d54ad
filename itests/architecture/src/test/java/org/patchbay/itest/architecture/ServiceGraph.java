package org.patchbay.itest.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which component refers to services of which. SCR fails on a circle, or leaves one of its components without the other,
 * depending on who comes first; no compiler sees it.
 */
record ServiceGraph(List<Component> components) {
    /** Returns the components of one circle in their order, beginning and ending with the same. */
    Optional<List<String>> circle() {
        Set<Component> done = new HashSet<>();
        for (Component component : components) {
            List<String> circle = circle(component, new ArrayList<>(), done);
            if (!circle.isEmpty()) return Optional.of(circle);
        }
        return Optional.empty();
    }

    private List<String> circle(Component component, List<Component> path, Set<Component> done) {
        int before = path.indexOf(component);
        path.add(component);
        if (before >= 0) {
            return path.subList(before, path.size()).stream()
                    .map(Component::name)
                    .toList();
        }
        if (done.add(component)) {
            for (Component other : components) {
                if (component.needs(other)) {
                    List<String> circle = circle(other, path, done);
                    if (!circle.isEmpty()) return circle;
                }
            }
        }
        path.removeLast();
        return List.of();
    }
}
