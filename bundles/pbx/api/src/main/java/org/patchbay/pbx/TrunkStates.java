package org.patchbay.pbx;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells how the trunks stand. Thread-safe, never blocks. */
@ProviderType
public interface TrunkStates {
    /** Returns the states of the trunks that are in force, by name. */
    List<TrunkState> states();
}
