package org.patchbay.pbx.files.internal;

import java.util.Optional;
import java.util.Set;

/** The contexts of the dialplan file, for the users file's check; a service within this bundle. */
interface KnownContexts {
    /** Returns the names of the contexts; empty while no file is in force. */
    Optional<Set<String>> contexts();
}
