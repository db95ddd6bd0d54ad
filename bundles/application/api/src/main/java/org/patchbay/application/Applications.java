package org.patchbay.application;

import java.util.Collection;
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
     * Runs an application on {@code call}, on the calling thread, which is the call's, and what it continues with. While an
     * application is away, because it is being replaced, the call waits a limited time for it, and is then cleared as not
     * responding; a talk or an echo that it began goes on meanwhile.
     *
     * @throws UnknownApplicationException when there never was one of that name
     */
    void run(String name, Arguments arguments, Call call, Users users);

    /**
     * Says which versions of features new calls go to; of a feature that isn't named, it is the highest. Replaces what was said
     * before.
     */
    void steer(Collection<Steering> steering);

    /** Returns the applications that have not come to a verb for too long. */
    List<StuckRun> stuck();

    /**
     * Clears the call with that id, and interrupts its application, which may not look at its call, unless that is in a verb,
     * which ends with the call. Nothing else notices.
     * Returns whether there is such a call in an application.
     */
    boolean end(String call);

    /**
     * One version of an application: the bundle it comes from, and the calls on it.
     *
     * @param current whether new calls go to it, other than those of a canary
     * @param calls how many are on it now: those that have been in it and have not ended
     * @param runs how many have been in it and left it, since this host started
     * @param failures how many of those runs have ended with an exception
     */
    record Version(
            String application,
            String bundle,
            String bundleVersion,
            boolean current,
            int calls,
            long runs,
            long failures) {}

    /** Says that no application has that name. */
    final class UnknownApplicationException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnknownApplicationException(String name) {
            super("no application " + name);
        }
    }
}
