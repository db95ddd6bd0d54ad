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
 * @param quiet how long the run takes in which nothing is replaced
 * @param modules whether modules are replaced too, or features only
 */
record SwapPlan(int calls, int rate, int replacements, Duration quiet, boolean modules, Optional<Path> json) {
    private static final int MOST = 500;
    private static final Duration INTERVAL = Duration.ofMillis(1800);
    private static final List<String> NAMES = List.of("--calls", "--rate", "--replacements", "--quiet", "--json");

    static SwapPlan of(List<String> options) {
        boolean features = options.contains("--features-only");
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).equals("--features-only")) continue;
            if (!NAMES.contains(options.get(i)) || i + 1 == options.size()) throw usage();
            i++;
        }
        int replacements = number(options, "--replacements", 100);
        int length = (int) INTERVAL.multipliedBy(replacements).toSeconds();
        return new SwapPlan(
                number(options, "--calls", 200),
                number(options, "--rate", 20),
                replacements,
                Duration.ofSeconds(number(options, "--quiet", Math.clamp(length, 1, MOST))),
                !features,
                value(options, "--json").map(Path::of));
    }

    private static int number(List<String> options, String name, int otherwise) {
        try {
            int number = value(options, name).map(Integer::parseInt).orElse(otherwise);
            if (number < 1 || number > MOST) throw usage();
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
                "hot-swap [--calls 1-500] [--rate 1-500] [--replacements 1-500] [--quiet 1-500] [--features-only]"
                        + " [--json FILE]");
    }

    List<Replaceable> bundles() {
        if (!modules) return Replaceable.FEATURES;
        return java.util.stream.Stream.concat(Replaceable.FEATURES.stream(), Replaceable.MODULES.stream())
                .toList();
    }

    /** Returns how long it is from one drop to the next; unless said otherwise, the quiet run takes as long as all of them. */
    Duration interval() {
        return INTERVAL;
    }
}
