package org.patchbay.pbx.files.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Passwords that stand elsewhere than in the trunks file. Never repeats one in a message. */
final class Secrets {
    private static final int MOST = 1_024;

    private final Path home;
    private final UnaryOperator<String> properties;

    /** @param properties gives the value of a property; an empty text when it has none */
    Secrets(Path home, UnaryOperator<String> properties) {
        this.home = home;
        this.properties = properties;
    }

    /** Returns the first line of a file, relative to the folder of this server. */
    String file(Place place, String path) {
        try {
            Path file = home.resolve(path);
            if (Files.size(file) > MOST) throw new Refusal(place, "the file " + path + " is too long for a password");
            return Files.readString(file)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isBlank())
                    .orElseThrow(() -> new Refusal(place, "the file " + path + " has no password"));
        } catch (IOException | InvalidPathException unreadable) {
            throw new Refusal(place, "the password can't be read from the file " + path);
        }
    }

    /** Returns the value of a property of the framework or of Java. */
    String property(Place place, String name) {
        return Optional.of(properties.apply(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Refusal(place, "there is no property " + name + " with a password"));
    }
}
