package org.patchbay.sound.files.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tones of countries, as {@code tones.txt} says. */
final class Tones {
    /** What ITU-T E.180 advises, and what a country has that says nothing else. */
    static final String ITU = "itu";

    private static final Map<String, String> OTHER_NAMES = Map.of(
            "ring",
            "ringing",
            "ringback",
            "ringing",
            "ring-back",
            "ringing",
            "sit",
            "special-information",
            "info",
            "special-information");

    private final Map<String, Tone> tones = new HashMap<>();
    private final Set<String> countries = new HashSet<>();

    private Tones() {}

    static Tones load() {
        var tones = new Tones();
        try (InputStream file = Tones.class.getResourceAsStream("tones.txt")) {
            if (file == null) throw new IllegalStateException("tones.txt is missing");
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))
                    .lines()
                    .forEach(tones::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tones;
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) return;
        String[] words = line.split(" ", 3);
        if (words.length < 3) throw new IllegalStateException("tones.txt: " + line);
        countries.add(words[0]);
        tones.put(words[0] + " " + words[1], Tone.of(words[2]));
    }

    Set<String> countries() {
        return Set.copyOf(countries);
    }

    /** Tells whether a tone has that name, whatever the country. */
    boolean known(String name) {
        return tones.containsKey(ITU + " " + OTHER_NAMES.getOrDefault(name, name));
    }

    /** Returns the tone of a country; empty when the country is not known. */
    Optional<Tone> find(String name, String country) {
        String tone = OTHER_NAMES.getOrDefault(name, name);
        String code = country.equals("uk") ? "gb" : country;
        if (!countries.contains(code)) return Optional.empty();
        return Optional.ofNullable(tones.getOrDefault(code + " " + tone, tones.get(ITU + " " + tone)));
    }
}
