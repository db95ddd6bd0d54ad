package org.patchbay.channel;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The abstract location service of RFC 3261 section 10: registrars of any technology write it, calls read it. It is
 * kept over a restart. Every method may be called from any thread and does not wait for another address of record.
 */
@ProviderType
public interface LocationService {
    /**
     * Replaces the bindings of {@code aor} by what {@code change} makes of the live ones, as one step: no other change of the
     * same address comes between. {@code change} gets and returns an unmodifiable list and may throw, which changes nothing.
     *
     * @return the bindings that are live after the change, highest {@code q} first
     */
    List<Binding> update(AddressOfRecord aor, UnaryOperator<List<Binding>> change);

    /** Returns the live bindings, highest {@code q} first; empty when the user is not reachable. */
    List<Binding> lookup(AddressOfRecord aor);

    /** Returns all live bindings, for display. */
    Map<AddressOfRecord, List<Binding>> all();
}
