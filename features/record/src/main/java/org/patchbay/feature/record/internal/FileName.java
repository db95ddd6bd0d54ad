package org.patchbay.feature.record.internal;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names of recordings: what a caller calls himself must not lead out of their folder. */
final class FileName {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd/HH-mm-ss");
    private static final int MOST_FOLDERS = 4;
    private static final int LONGEST_WORD = 80;

    private FileName() {}

    /** Returns a name such as {@code 2026-11-23/14-05-30_1001_1002}. */
    static String of(LocalDateTime when, String caller, String dialled) {
        return DAY_AND_TIME.format(when) + "_" + word(caller) + "_" + word(dialled);
    }

    /** Returns {@code name} with everything that can't be in a name made an underscore. */
    static String safe(String name) {
        String written = name.endsWith(".wav") ? name.substring(0, name.length() - 4) : name;
        return Arrays.stream(written.split("/", MOST_FOLDERS + 1))
                .map(FileName::word)
                .collect(Collectors.joining("/"));
    }

    private static String word(String written) {
        String safe = written.replaceAll("[^A-Za-z0-9+_@=.-]", "_").replaceFirst("^[.]", "_");
        if (safe.isEmpty()) return "_";
        return safe.substring(0, Math.min(safe.length(), LONGEST_WORD));
    }
}
