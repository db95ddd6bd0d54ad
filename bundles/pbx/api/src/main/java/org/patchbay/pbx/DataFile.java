package org.patchbay.pbx;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A file that users or extensions are read from, and how its last reading went. Each is a service of its own, for whoever
 * shows them. Thread-safe, never blocks.
 */
@ConsumerType
public interface DataFile {
    /** Returns where the file is, as it was configured, such as {@code etc/dialplan.yaml}. */
    Path path();

    /** Returns when what is in force was read; empty while nothing is. */
    Optional<Instant> loaded();

    /** Returns how many users or extensions are in force. */
    int entries();

    /** Returns the id of what is in force, as in {@link FileHistory.Generation}; empty while nothing is. */
    default Optional<String> generation() {
        return Optional.empty();
    }

    /**
     * Returns why the file as it is now is not in force, in a sentence that names file, line and reason; empty when it is.
     */
    Optional<String> refusal();
}
