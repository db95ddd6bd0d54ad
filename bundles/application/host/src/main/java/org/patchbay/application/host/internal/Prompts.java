package org.patchbay.application.host.internal;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.application.Repetition;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.Sounds;

/** Opens what a dialplan or an application calls a prompt. */
final class Prompts {
    private final Supplier<@Nullable Sounds> sounds;

    /** @param sounds what finds them, null while it is away */
    Prompts(Supplier<@Nullable Sounds> sounds) {
        this.sounds = sounds;
    }

    /**
     * Returns a new source of the prompt, to be closed by who has played it.
     *
     * @throws IllegalArgumentException when there is no such prompt, or its file can't be read
     */
    OpenSound open(String prompt, Repetition how) {
        Sounds present = sounds.get();
        if (present == null)
            throw new IllegalArgumentException("no prompt " + prompt + ": the module of sounds is away");
        OpenSound opened = present.open(prompt, how.times());
        return how.atMost().isZero() ? opened : new Limited(opened, how.atMost());
    }

    /** A sound that ends after some time. */
    private static final class Limited implements OpenSound {
        private final OpenSound sound;
        private long left;

        Limited(OpenSound sound, Duration atMost) {
            this.sound = sound;
            this.left = atMost.toMillis() * sound.rateHz() / 1000;
        }

        @Override
        public int rateHz() {
            return sound.rateHz();
        }

        @Override
        public int read(short[] samples) {
            int read = left <= 0 ? -1 : sound.read(samples);
            int played = (int) Math.min(read, left);
            left -= played;
            return played;
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
