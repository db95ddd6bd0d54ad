package org.patchbay.application;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the dialplan gave an application: named values, or one without a name. Variables have been replaced. */
public record Arguments(Map<String, String> values) {
    /** The name of a value that was written without one. */
    public static final String VALUE = "value";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    public Arguments {
        values = Map.copyOf(values);
    }

    /** Returns the value that was written without a name. */
    public Optional<String> value() {
        return text(VALUE);
    }

    /** Returns a value as it was written. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Returns a value such as {@code 500ms}, {@code 20s}, {@code 2m} or {@code 1h}.
     *
     * @throws IllegalArgumentException when it is written in another way
     */
    public Optional<Duration> duration(String name) {
        return text(name).map(written -> duration(name, written));
    }

    private static Duration duration(String name, String written) {
        Matcher matcher = DURATION.matcher(written.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) throw new IllegalArgumentException(name + ": " + written + " is not like 20s");
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
