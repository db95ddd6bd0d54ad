package org.patchbay.application.host.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.media.AudioSource;

/** Finds what a dialplan calls a prompt: a tone by name, or a WAV file of the sounds folder. */
final class Prompts {
    private static final Pattern TONE = Pattern.compile("tone:(\\d{2,4})");
    private static final int MAX_FILE_OCTETS = 64 << 20;

    private final Path folder;

    Prompts(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Returns a new source of the prompt.
     *
     * @throws IllegalArgumentException when there is no such prompt, or its file can't be read
     */
    AudioSource find(String prompt) {
        Matcher tone = TONE.matcher(prompt);
        if (tone.matches()) return Tone.steady(frequency(tone.group(1)), Duration.ofSeconds(60));
        return switch (prompt) {
            case "tone" -> Tone.steady(440, Duration.ofSeconds(60));
            // ITU-T E.180: the tones of most of Europe.
            case "ringing" -> Tone.cadenced(425, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(60));
            case "busy" -> Tone.cadenced(425, Duration.ofMillis(480), Duration.ofMillis(480), Duration.ofSeconds(20));
            default -> file(prompt);
        };
    }

    private static int frequency(String digits) {
        int hz = Integer.parseInt(digits);
        if (hz < 50 || hz > 3400)
            throw new IllegalArgumentException("tone:" + digits + " is not between 50 and 3400 Hz");
        return hz;
    }

    private AudioSource file(String prompt) {
        String name = prompt.endsWith(".wav") ? prompt : prompt + ".wav";
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder))
            throw new IllegalArgumentException("prompt " + prompt + " is outside of " + folder);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no prompt " + prompt + ": it is no tone, and " + file + " is no file");
        }
        try {
            if (Files.size(file) > MAX_FILE_OCTETS) throw new IllegalArgumentException(file + " is larger than 64 MB");
            return new Samples(Resampler.to8kHz(WavFile.parse(Files.readAllBytes(file))));
        } catch (IOException | WavFile.FormatException unreadable) {
            throw new IllegalArgumentException(file + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
