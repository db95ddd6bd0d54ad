package org.patchbay.application;

import java.time.Instant;
import java.util.List;

/**
 * An application that has not come to a verb for too long: it computes, waits for something of its own, or a verb of its
 * call does not end.
 *
 * @param call the id of the call
 * @param feature the symbolic name of the application's bundle
 * @param version the version of that bundle
 * @param since when it left its last verb, or began
 * @param doing in a few words, such as {@code computes outside of any verb}
 * @param stack where it is now, the innermost frame first
 */
public record StuckRun(
        String call,
        String application,
        String feature,
        String version,
        Instant since,
        String doing,
        List<String> stack) {
    public StuckRun {
        stack = List.copyOf(stack);
    }
}
