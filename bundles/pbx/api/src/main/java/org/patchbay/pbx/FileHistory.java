package org.patchbay.pbx;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
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
     * @param since when the file took this content; the last time, when it has had it more than once
     * @param current whether it is what the file holds
     */
    record Generation(String id, Instant since, boolean current) {
        private static final int DIGITS = 12;

        /** Returns the id of {@code content}, 12 hexadecimal digits. */
        public static String id(byte[] content) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                return HexFormat.of().formatHex(digest).substring(0, DIGITS);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("this Java has no SHA-256", impossible);
            }
        }
    }

    /** Returns the files that have a history, in the order of their names. */
    List<String> files();

    /** Returns the generations of a file, the newest first; none when it has no history. */
    List<Generation> generations(String file);

    /** Returns the text of a generation; empty when it is not, or no longer, known, or can't be read. */
    Optional<String> text(String file, String id);

    /**
     * Makes sure that {@code text} is known as a generation of the file, and returns its id. The file is followed from then on,
     * wherever in the instance's folder it is.
     *
     * @throws IOException when the file can't have a history, because it is outside of that folder or too large, or when
     *     nothing can be written
     */
    String keep(String file, String text) throws IOException;

    /**
     * Gives the file back what it held before its present content; twice gives the present content back.
     *
     * @return what the file holds now
     * @throws IOException when there is nothing before it, or the file can't be written
     */
    Generation undo(String file) throws IOException;

    /**
     * Gives the file the content of that generation.
     *
     * @return what the file holds now
     * @throws IOException when there is no such generation, or the file can't be written
     */
    Generation restore(String file, String id) throws IOException;
}
