package org.patchbay.pbx;

import java.util.List;
import java.util.Map;

/** What happens to the numbers that {@code pattern} matches: steps, one after the other. */
public record Extension(String pattern, List<Step> steps) {
    public Extension {
        steps = List.copyOf(steps);
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
