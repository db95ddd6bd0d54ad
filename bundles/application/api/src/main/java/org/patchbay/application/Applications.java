package org.patchbay.application;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.channel.Call;

/** Runs applications on calls: what the PBX uses, and what shows which versions are in use. Thread-safe. */
@ProviderType
public interface Applications {
    /** Returns the names that can be run now. */
    Set<String> names();

    /** Returns the versions of all applications and the calls on each, for display. */
    List<Version> versions();

    /**
     * Runs an application on {@code call}, on the calling thread, which is the call's. While the application is away, because it
     * is being replaced, the call waits a limited time for it.
     *
     * @throws UnknownApplicationException when there is none of that name, also after the wait
     */
    void run(String name, Arguments arguments, Call call, Users users);

    /** One version of an application: the bundle it comes from, and the calls on it now. */
    record Version(String application, String bundle, String bundleVersion, boolean current, int calls) {}

    /** Says that no application has that name. */
    final class UnknownApplicationException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnknownApplicationException(String name) {
            super("no application " + name);
        }
    }
}
