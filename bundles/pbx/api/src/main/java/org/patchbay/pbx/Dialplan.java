package org.patchbay.pbx;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One source of extensions: files, a database, a script. Thread-safe; answers from memory, never blocks. */
@ConsumerType
public interface Dialplan {
    /** Returns the first extension of {@code context} that matches {@code number}. */
    Optional<Extension> match(String context, String number);

    /**
     * Returns the same as it was in an earlier generation, for a call that began with that; as it is now when that generation
     * is no longer known.
     *
     * @param generation as given by {@link Extension#generation}
     */
    default Optional<Extension> match(String context, String number, String generation) {
        return match(context, number);
    }
}
