package org.patchbay.pbx.files.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.pbx.Extension;

/**
 * The extensions of one version of the file, by context, and where it names which application first.
 *
 * @param generation as in {@link Extension}
 */
record Plan(String generation, Map<String, List<Rule>> contexts, Map<String, Place> applications) {
    static final Plan NONE = new Plan("", Map.of(), Map.of());

    Plan {
        contexts = Map.copyOf(contexts);
        applications = Map.copyOf(applications);
    }

    /** An extension and what it matches. */
    record Rule(NumberPattern pattern, Extension extension, Place place) {}

    Optional<Extension> match(String context, String number) {
        for (Rule rule : contexts.getOrDefault(context, List.of())) {
            if (rule.pattern().matches(number)) return Optional.of(rule.extension());
        }
        return Optional.empty();
    }

    /** Returns the trunks that are dialled by way of, but for those whose name only a call knows. */
    Set<String> trunks() {
        return contexts.values().stream()
                .flatMap(List::stream)
                .flatMap(rule -> rule.extension().steps().stream())
                .filter(step -> step.application().equals("dial"))
                .flatMap(step -> Optional.ofNullable(step.arguments().get("trunk")).stream())
                .filter(name -> !name.contains("${"))
                .collect(Collectors.toUnmodifiableSet());
    }

    int size() {
        return contexts.values().stream().mapToInt(List::size).sum();
    }

    /** Returns why this can't be in force with these applications: the first name that is none of them. */
    Optional<Refusal> unknownApplication(Set<String> known) {
        return applications.entrySet().stream()
                .filter(named -> !known.contains(named.getKey()))
                .min((a, b) -> Integer.compare(a.getValue().line(), b.getValue().line()))
                .map(named -> new Refusal(
                        named.getValue(),
                        "unknown application " + named.getKey() + "; there are " + Fields.list(known)));
    }
}
