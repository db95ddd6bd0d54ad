package org.patchbay.media;

import java.nio.file.Path;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one leg says (left) and hears (right), being written to a stereo WAV file. It ends with its leg, or when it can't be written;
 * the call is never harmed by it. Every method may be called from any thread, more than once, and returns at once.
 */
@ProviderType
public interface Recording {
    /** Returns the name that it was asked for by. */
    String name();

    /** Returns the file, whose name has a number added when there was such a file already. */
    Path file();

    /** Leaves out what is said from now on, until {@link #resume}. */
    void pause();

    /** Goes on after {@link #pause}: the file has no gap there. */
    void resume();

    /** Ends it; the rest is written within a second. */
    void stop();

    /** Returns how it stands. */
    State state();

    /** How a recording stands. */
    sealed interface State {}

    /** It is being written; {@code length} is in the file already. */
    record Running(Duration length) implements State {}

    /** It is held by {@link #pause}. */
    record Paused(Duration length) implements State {}

    /** It is over: as it should be when {@code failure} is empty, and otherwise it says why there is less, or nothing. */
    record Ended(Duration length, String failure) implements State {}
}
