package org.patchbay.application;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A telephone application. One instance serves many calls at once, so it keeps nothing of a call in its fields:
 * {@link CallSession#variables()} is the place for that.
 */
@ConsumerType
@FunctionalInterface
public interface Application {
    /** Service property: the name that a dialplan uses, in lower case, such as {@code echo}. */
    String NAME = "application.name";

    /**
     * Serves one call. Plain blocking code on the call's own virtual thread; when it returns the dialplan goes on with the next
     * step. A verb ends it by throwing when the caller hangs up, and so {@code CallEnded} must pass through.
     */
    void run(CallSession call);
}
