package org.patchbay.application;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A telephone application. One instance serves many calls at once, so it keeps nothing of a call in its fields:
 * {@link CallSession#variables()} is the place for that, under names that don't begin with {@code patchbay.}, which are the
 * server's own.
 *
 * <p>An instance may outlive its component. When a setting is changed and the component has no {@code @Modified} method, OSGi
 * deactivates it and makes a new one: new calls get that, but a call that is in the old instance stays there to its end, even
 * when each call has its own (prototype scope). So {@code @Deactivate} may run while calls are in the instance: it must not
 * close what they need. What belongs to a call is tidied up in a {@code finally} of {@link #run}. Only when the bundle stops
 * are its calls unwound ({@code LogicReplaced}), and go on at the same step of the dialplan with the version that is there.
 */
@ConsumerType
@FunctionalInterface
public interface Application {
    /** Service property: the name that a dialplan uses, in lower case, such as {@code echo}. */
    String NAME = "application.name";

    /**
     * Serves one call. Plain blocking code on the call's own virtual thread; when it returns the dialplan goes on with the next
     * step. A verb ends it by throwing when the caller hangs up, and so {@code CallEnded} must pass through.
     *
     * <p>An application that comes to no verb for some seconds is named in the log as stuck. Its thread is interrupted when its
     * call is ended by an operator, or has been over for as long: waiting of its own must end then.
     */
    void run(CallSession call);
}
