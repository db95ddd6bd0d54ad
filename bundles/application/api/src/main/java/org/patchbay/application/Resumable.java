package org.patchbay.application;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An application that holds more of a call than its variables, and goes on from there in its next version. It needs an instance
 * of its own for each call: {@code @Component(scope = ServiceScope.PROTOTYPE)}.
 *
 * <p>When a version is taken away under a call, its verb throws {@code LogicReplaced}; then {@link #suspend} is called on the
 * same instance and thread, and the next version, also the one that is rolled back to, gets {@link #resume} in place of
 * {@link Application#run}. A version that is not resumable, or whose {@code suspend} fails, is run from its beginning.
 */
@ConsumerType
public interface Resumable extends Application {
    /**
     * Returns what the next version needs to go on, as text: the classes of this version are gone by then. Names and values have
     * 65536 characters together at most, and none is null; otherwise, and when this throws, the log says so, and the next version is
     * run from its beginning. Must not call a verb.
     */
    Map<String, String> suspend();

    /**
     * Serves one call from where an earlier version was, otherwise like {@link Application#run}.
     *
     * @param state what that version's {@link #suspend} gave; a version must understand what those before it have given
     */
    void resume(CallSession call, Map<String, String> state);
}
