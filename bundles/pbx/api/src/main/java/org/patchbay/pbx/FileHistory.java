package org.patchbay.pbx;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Earlier generations of the files that operators change: users, dialplan, settings. Files are named by their path below the
 * instance's folder, such as {@code etc/dialplan.yaml}. Thread-safe; reads small files.
 */
@ProviderType
public interface FileHistory {
    /**
     * One generation of a file.
     *
     * @param id the beginning of the SHA-256 of its content, in hexadecimal: equal content is an equal generation
     * @param since when it was first seen as the content of the file
     * @param current whether it is what the file holds
     */
    record Generation(String id, Instant since, boolean current) {}

    /** Returns the files that have a history, in the order of their names. */
    List<String> files();

    /** Returns the generations of a file, the newest first; none when it has no history. */
    List<Generation> generations(String file);

    /** Returns the text of a generation; empty when it is not, or no longer, known. */
    Optional<String> text(String file, String id);

    /** Makes sure that {@code text} is known as a generation of the file, and returns its id. */
    String keep(String file, String text);

    /**
     * Gives the file back what it held before its present content; twice gives the present content back.
     *
     * @return what the file holds now
     * @throws IOException when there is nothing before it, or the file can't be written
     */
    Generation undo(String file) throws IOException;

    /** Gives the file the content of that generation. */
    Generation restore(String file, String id) throws IOException;
}
