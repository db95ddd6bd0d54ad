package org.patchbay.pbx;

import java.util.List;
import java.util.Map;

/**
 * What happens to the numbers that {@code pattern} matches: steps, one after the other.
 *
 * @param generation the version of the dialplan that this is of, which a call keeps to its end; empty when its source has no
 *     versions
 */
public record Extension(String pattern, List<Step> steps, String generation) {
    public Extension {
        steps = List.copyOf(steps);
    }

    /** Makes an extension of a dialplan without versions. */
    public Extension(String pattern, List<Step> steps) {
        this(pattern, steps, "");
    }

    /**
     * One application to run. {@code - play: tone} has the one argument {@link #VALUE}; <code>- dial: {user: "1002"}</code> has
     * named ones. Variables such as <code>${number}</code> are not yet replaced.
     */
    public record Step(String application, Map<String, String> arguments) {
        /** The name of an argument that was written without one. */
        public static final String VALUE = "value";

        public Step {
            arguments = Map.copyOf(arguments);
        }
    }
}
