package org.patchbay.channel.recording;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The files that recordings go to: what comes from a dialplan, or from a caller's number in it, never leads out of the folder. */
final class RecordingNames {
    private static final String WORD = "[A-Za-z0-9+_@=-][A-Za-z0-9+_@=.-]{0,99}";
    private static final Pattern NAME = Pattern.compile(WORD + "(/" + WORD + "){0,4}");
    private static final String ENDING = ".wav";

    private RecordingNames() {}

    /**
     * Returns the file of that name.
     *
     * @throws IllegalArgumentException when it is no name of a file in the folder
     */
    static Path in(Path folder, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a recording can't be called " + name
                    + ": words of letters, digits and + - _ . @ = are taken, with / between at most 5 of them");
        }
        return folder.resolve(name.endsWith(ENDING) ? name : name + ENDING);
    }

    /** Returns the file to take when there is one of that name: {@code talk-2.wav} after {@code talk.wav}. */
    static Path numbered(Path file, int number) {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.length() - ENDING.length());
        return number == 1 ? file : file.resolveSibling(stem + "-" + number + ENDING);
    }
}
