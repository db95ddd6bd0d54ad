package org.patchbay.pbx.files.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.patchbay.pbx.Extension;
import org.patchbay.pbx.Extension.Step;
import org.patchbay.pbx.FileHistory.Generation;

/** Makes extensions of the dialplan file: contexts, each a list of extensions with {@code match} and {@code do}. */
final class DialplanFile {
    private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern OPEN_VARIABLE = Pattern.compile("\\$\\{(?![A-Za-z0-9_.-]+})");
    private final Map<String, List<Plan.Rule>> contexts = new LinkedHashMap<>();
    private final Map<String, Place> applications = new HashMap<>();

    private final String generation;

    private DialplanFile(String generation) {
        this.generation = generation;
    }

    /** Returns the extensions of a file's text. Throws {@link Refusal} when one of them is wrong. */
    static Plan read(String text) {
        DialplanFile file = new DialplanFile(Generation.id(text.getBytes(StandardCharsets.UTF_8)));
        YamlReader.read(text).mapping("the file").fields().forEach(file::addContext);
        return new Plan(file.generation, file.contexts, file.applications);
    }

    private void addContext(Yaml.Field field) {
        String context = field.key().text();
        if (!CONTEXT.matcher(context).matches()) {
            throw new Refusal(field.key().place(), "'" + context + "' can't be the name of a context");
        }
        List<Plan.Rule> rules = new ArrayList<>();
        for (Yaml item : field.value().listing("the context " + context).items()) {
            Plan.Rule rule = rule(item);
            refuseUnreachable(rule, rules);
            rules.add(rule);
        }
        contexts.put(context, List.copyOf(rules));
    }

    private Plan.Rule rule(Yaml item) {
        Fields fields = new Fields("an extension", item.mapping("an extension"), Set.of("match", "do"));
        Yaml.Text match = fields.required("match").text("match");
        List<Step> steps = fields.required("do").listing("do").items().stream()
                .map(this::step)
                .toList();
        if (steps.isEmpty()) throw new Refusal(fields.place("do"), "there is nothing to do for " + match.text());
        return new Plan.Rule(pattern(match), new Extension(match.text(), steps, generation), match.place());
    }

    private static NumberPattern pattern(Yaml.Text match) {
        try {
            return NumberPattern.of(match.text());
        } catch (IllegalArgumentException e) {
            throw new Refusal(match.place(), "the pattern " + match.text() + " is wrong: " + e.getMessage());
        }
    }

    private static void refuseUnreachable(Plan.Rule rule, List<Plan.Rule> earlier) {
        for (Plan.Rule other : earlier) {
            if (other.pattern().covers(rule.pattern())) {
                throw new Refusal(
                        rule.place(),
                        "the extension " + rule.pattern() + " is never reached: " + other.pattern() + " in line "
                                + other.place().line() + " takes all its numbers");
            }
        }
    }

    private Step step(Yaml item) {
        return switch (item) {
            case Yaml.Text text -> new Step(application(text.text("a step"), text.place()), Map.of());
            case Yaml.Mapping mapping -> {
                if (mapping.fields().size() != 1) {
                    throw new Refusal(item.place(), "a step must name one application, such as play: tone");
                }
                Yaml.Field field = mapping.fields().getFirst();
                String name = application(field.key(), field.key().place());
                yield new Step(name, arguments(name, field.value()));
            }
            case Yaml.Listing listing -> throw new Refusal(listing.place(), "a step can't be a list");
        };
    }

    private String application(Yaml.Text name, Place place) {
        applications.putIfAbsent(name.text(), place);
        return name.text();
    }

    private static Map<String, String> arguments(String application, Yaml value) {
        return switch (value) {
            case Yaml.Text text -> text.nothing() ? Map.of() : Map.of(Step.VALUE, argument(application, text));
            case Yaml.Mapping mapping -> {
                Map<String, String> arguments = new HashMap<>();
                for (Yaml.Field field : mapping.fields()) {
                    arguments.put(field.key().text(), argument(field.key().text(), field.value()));
                }
                yield arguments;
            }
            case Yaml.Listing listing ->
                throw new Refusal(listing.place(), "what " + application + " is given can't be a list");
        };
    }

    private static String argument(String what, Yaml value) {
        Yaml.Text text = value.text(what);
        if (OPEN_VARIABLE.matcher(text.text()).find()) {
            throw new Refusal(text.place(), "a variable must be written like ${number}");
        }
        return text.text();
    }
}
