package org.patchbay.pbx.files.internal;

import java.util.Optional;
import java.util.Set;

/** What the dialplan file names, for the checks of the users and trunks files; a service within this bundle. */
interface KnownContexts {
    /** Returns the names of the contexts; empty while no file is in force. */
    Optional<Set<String>> contexts();

    /** Returns what it names; empty while no file is in force. */
    Optional<Names> names();

    /** The contexts that the dialplan has, and the trunks that it dials by way of. */
    record Names(Set<String> contexts, Set<String> trunks) {}
}
