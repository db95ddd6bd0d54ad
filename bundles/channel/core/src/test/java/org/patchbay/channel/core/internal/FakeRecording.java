package org.patchbay.channel.core.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.media.Recording;

/** A recording that only knows whether it goes on. */
final class FakeRecording implements Recording {
    private final String name;
    private volatile State state = new Running(Duration.ZERO);

    FakeRecording(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path file() {
        return Path.of(name);
    }

    @Override
    public void pause() {
        state = new Paused(Duration.ZERO);
    }

    @Override
    public void resume() {
        state = new Running(Duration.ZERO);
    }

    @Override
    public void stop() {
        state = new Ended(Duration.ZERO, "");
    }

    @Override
    public State state() {
        return state;
    }
}
