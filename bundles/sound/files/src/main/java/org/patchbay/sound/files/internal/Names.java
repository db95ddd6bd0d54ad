package org.patchbay.sound.files.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.SoundUnavailableException;
import org.patchbay.sound.Sounds;

/** What the names of sounds stand for that are made and not read, and where the files lie that are read. */
final class Names {
    private static final Pattern NUMBERED = Pattern.compile("(tone|noise):(\\d{1,4})");
    private static final int SHORT_SECONDS = 20;
    private static final int LONG_SECONDS = 60;

    private final Tones tones;
    private final String country;

    Names(Tones tones, String country) {
        this.tones = tones;
        this.country = country;
    }

    /** Returns what is made under that name; empty when it can only be that of a file. */
    Optional<OpenSound> made(String name, int times) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches())
            return Optional.of(numbered(numbered.group(1), Integer.parseInt(numbered.group(2)), times));
        if (name.equals("tone")) return Optional.of(numbered("tone", 440, times));
        if (name.equals("noise")) return Optional.of(numbered("noise", 60, times));
        int colon = name.indexOf(':');
        String tone = colon < 0 ? name : name.substring(0, colon);
        if (!tones.known(tone)) return Optional.empty();
        return Optional.of(national(tone, colon < 0 ? country : name.substring(colon + 1), times));
    }

    private static OpenSound numbered(String kind, int number, int times) {
        if (kind.equals("tone")) {
            if (number < 50 || number > 3400) {
                throw new SoundUnavailableException("tone:" + number + " is not between 50 and 3400 Hz");
            }
            return new ToneSound(Tone.steady(number), samples(times, LONG_SECONDS));
        }
        if (number > 127) throw new SoundUnavailableException("noise:" + number + " is not 0 to 127 dB below overload");
        return new NoiseSound(number, samples(times, LONG_SECONDS));
    }

    private OpenSound national(String name, String of, int times) {
        Tone tone = tones.find(name, of)
                .orElseThrow(() -> new SoundUnavailableException(name + ":" + of + ": no tones of " + of
                        + " are known, only of "
                        + String.join(", ", tones.countries().stream().sorted().toList())));
        boolean refuses = name.equals("busy") || name.equals("congestion");
        return new ToneSound(tone, samples(times, refuses ? SHORT_SECONDS : LONG_SECONDS));
    }

    private static long samples(int times, int seconds) {
        return times == Sounds.ENDLESS ? Long.MAX_VALUE : (long) times * seconds * Tone.RATE_HZ;
    }

    /** Returns the file of that name in {@code folder}. */
    static Path file(Path folder, String name) {
        Path file = within(folder, name);
        Stream<Path> candidates = SoundFile.isSound(name)
                ? Stream.of(file)
                : SoundFile.ENDINGS.stream().map(ending -> file.resolveSibling(file.getFileName() + ending));
        return candidates
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new SoundUnavailableException(
                        "no prompt " + name + ": it is no tone, and there is no such file in " + folder));
    }

    private static Path within(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            if (file.startsWith(folder) && !file.equals(folder)) return file;
        } catch (InvalidPathException e) {
            // as one that is outside
        }
        throw new SoundUnavailableException("prompt " + name + " is outside of " + folder);
    }
}
