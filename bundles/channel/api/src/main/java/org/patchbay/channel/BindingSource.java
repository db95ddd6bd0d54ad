package org.patchbay.channel;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows of addresses that nobody registers, such as those behind a trunk; the calls ask all such services when the {@link
 * LocationService} has no binding. Thread-safe; answers from memory, never blocks.
 */
@ConsumerType
public interface BindingSource {
    /** Returns where {@code address} can be reached now; empty when it can't be, or is not of this source. */
    List<Binding> lookup(AddressOfRecord address);
}
