package org.patchbay.itest.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much the hot-swap benchmark does.
 *
 * @param calls how many calls are up all the time, half of them in echo
 * @param rate new calls a second
 * @param replacements how many bundles are replaced, one after the other
 * @param modules whether modules are replaced too, or features only
 */
record SwapPlan(int calls, int rate, int replacements, boolean modules, Optional<Path> json) {
    private static final List<String> NAMES = List.of("--calls", "--rate", "--replacements", "--json");

    static SwapPlan of(List<String> options) {
        boolean features = options.contains("--features-only");
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).equals("--features-only")) continue;
            if (!NAMES.contains(options.get(i)) || i + 1 == options.size()) throw usage();
            i++;
        }
        return new SwapPlan(
                number(options, "--calls", 200),
                number(options, "--rate", 20),
                number(options, "--replacements", 100),
                !features,
                value(options, "--json").map(Path::of));
    }

    private static int number(List<String> options, String name, int otherwise) {
        try {
            int number = value(options, name).map(Integer::parseInt).orElse(otherwise);
            if (number < 1 || number > 500) throw usage();
            return number;
        } catch (NumberFormatException e) {
            throw usage();
        }
    }

    private static Optional<String> value(List<String> options, String name) {
        int at = options.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(options.get(at + 1));
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(
                "hot-swap [--calls 1-500] [--rate 1-500] [--replacements 1-500] [--features-only] [--json FILE]");
    }

    List<Replaceable> bundles() {
        if (!modules) return Replaceable.FEATURES;
        return java.util.stream.Stream.concat(Replaceable.FEATURES.stream(), Replaceable.MODULES.stream())
                .toList();
    }

    /** Returns how long it is from one drop to the next; the run without swaps takes as long as all of them. */
    Duration interval() {
        return Duration.ofMillis(1800);
    }

    Duration length() {
        return interval().multipliedBy(replacements);
    }
}
