package org.patchbay.application.host.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.media.Recording;

/** A recording that could not begin, because there is nothing that records; the call goes on without. */
record Unrecorded(String name, String why) implements Recording {
    @Override
    public Path file() {
        return Path.of(name);
    }

    @Override
    public void pause() {
        // it has ended
    }

    @Override
    public void resume() {
        // it has ended
    }

    @Override
    public void stop() {
        // it has ended
    }

    @Override
    public State state() {
        return new Ended(Duration.ZERO, why);
    }
}
