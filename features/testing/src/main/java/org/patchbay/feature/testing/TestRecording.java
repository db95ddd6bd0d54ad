package org.patchbay.feature.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** A recording that only remembers what is done with it. */
final class TestRecording implements Recording {
    private final String name;
    private final List<String> verbs;
    private State state;

    TestRecording(String name, RecordingOptions options, List<String> verbs) {
        this.name = name;
        this.verbs = verbs;
        this.state = options.paused() ? new Paused(Duration.ZERO) : new Running(Duration.ZERO);
    }

    boolean goesOn() {
        return !(state instanceof Ended);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path file() {
        return Path.of(name + ".wav");
    }

    @Override
    public void pause() {
        to("pause", new Paused(Duration.ZERO));
    }

    @Override
    public void resume() {
        to("resume", new Running(Duration.ZERO));
    }

    @Override
    public void stop() {
        to("stop", new Ended(Duration.ZERO, ""));
    }

    private void to(String verb, State next) {
        verbs.add(verb + " recording " + name);
        state = next;
    }

    @Override
    public State state() {
        return state;
    }
}
