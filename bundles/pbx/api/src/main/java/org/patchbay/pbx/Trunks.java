package org.patchbay.pbx;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** The connections with other SIP servers, from one source. Thread-safe; answers from memory, never blocks. */
@ConsumerType
public interface Trunks {
    /** Returns the trunks that are in force and enabled, in the order of their source. */
    List<Trunk> trunks();

    /**
     * Tells {@code listener} the trunks that are in force whenever they have changed, on a thread of the source, until the returned
     * is closed. It must not block. What is in force at the beginning it is told at once, on the caller's thread.
     */
    Watch watch(Consumer<List<Trunk>> listener);

    /** Ends a {@link #watch}. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
