package org.patchbay.pbx;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One source of extensions: files, a database, a script. Thread-safe; answers from memory, never blocks. */
@ConsumerType
public interface Dialplan {
    /** Returns the first extension of {@code context} that matches {@code number}. */
    Optional<Extension> match(String context, String number);
}
