package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of {@code etc}, in the format of Felix: {@code key="value"}, {@code key=I"5060"}. A value may refer to a
 * framework property, {@code "$[prop:name;type=Integer;default=5060]"}; then its default is what the file says.
 */
record ConfigFile(String text) {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\[prop:[^;\\]]*(?:;type=\\w+)?(?:;default=([^;\\]]*))?]");

    /** Reads the file; one that isn't there has no values. */
    static ConfigFile read(Path file) throws IOException {
        return new ConfigFile(Files.exists(file) ? Files.readString(file) : "");
    }

    /** Returns the single value of {@code key}. */
    Optional<String> value(String key) {
        Matcher line = Pattern.compile("(?m)^\\s*" + Pattern.quote(key) + "\\s*=\\s*\\w?\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(text);
        if (!line.find()) return Optional.empty();
        String value = line.group(1).replaceAll("\\\\(.)", "$1");
        Matcher reference = REFERENCE.matcher(value);
        if (!reference.matches()) return Optional.of(value);
        return Optional.ofNullable(reference.group(1));
    }
}
