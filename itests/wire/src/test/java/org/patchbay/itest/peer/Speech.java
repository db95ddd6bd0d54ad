package org.patchbay.itest.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.itest.server.Command;

/** Spoken words as a WAV file of 16 bit and one channel, as a rule at 8000 Hz. */
public final class Speech {
    private Speech() {}

    public static Path of(String name, String words) {
        return of(name, words, 8000);
    }

    /** Returns it at another rate. */
    public static Path of(String name, String words, int rateHz) {
        Path folder = folder();
        Path spoken = folder.resolve(name + "-spoken.wav");
        Path telephone = folder.resolve(name + ".wav");
        Command.of("espeak-ng", "-s", "150", "-w", spoken.toString(), words).mustRun(Duration.ofSeconds(20));
        // silence around it, for the moment until both sides are through
        Command.of(
                        "sox",
                        "-v",
                        "0.8",
                        spoken.toString(),
                        "-r",
                        Integer.toString(rateHz),
                        "-c",
                        "1",
                        "-b",
                        "16",
                        telephone.toString())
                .with("pad", "1", "2")
                .mustRun(Duration.ofSeconds(20));
        return telephone;
    }

    /** Returns {@code speech} after so many seconds of silence more. */
    public static Path later(Path speech, int seconds) {
        Path later = speech.resolveSibling("later-" + speech.getFileName());
        Command.of("sox", speech.toString(), later.toString(), "pad", Integer.toString(seconds), "60")
                .mustRun(Duration.ofSeconds(20));
        return later;
    }

    /** Returns three seconds of a buzz that glides up an octave, four syllables a second: as rich as a voice, and the same everywhere. */
    public static Path gliding() {
        Path voice = folder().resolve("gliding.wav");
        Command.of("sox", "-n", "-r", "48000", "-c", "1", "-b", "16", voice.toString())
                .with("synth", "3", "sawtooth", "110/220", "synth", "3", "sine", "amod", "4")
                .with("gain", "-6", "sinc", "200-3600")
                .mustRun(Duration.ofSeconds(20));
        return voice;
    }

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "speech").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a copy of {@code recording} at 8000 Hz, whatever rate it has. */
    public static Path narrow(Path recording) {
        Path narrow = recording.resolveSibling("narrow-" + recording.getFileName());
        Command.of("sox", recording.toString(), "-r", "8000", "-c", "1", "-b", "16", narrow.toString())
                .mustRun(Duration.ofSeconds(20));
        return narrow;
    }
}
