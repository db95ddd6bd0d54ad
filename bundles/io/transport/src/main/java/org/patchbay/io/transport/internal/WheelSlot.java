package org.patchbay.io.transport.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timers of one slot of a {@link Wheel}: a list from whose middle one can be taken at once. */
final class WheelSlot {
    private @Nullable WheelTimeout first;

    void add(WheelTimeout timeout) {
        timeout.slot(this);
        timeout.after = first;
        if (first != null) first.before = timeout;
        first = timeout;
    }

    void remove(WheelTimeout timeout) {
        if (timeout.before != null) timeout.before.after = timeout.after;
        else first = timeout.after;
        if (timeout.after != null) timeout.after.before = timeout.before;
        timeout.before = null;
        timeout.after = null;
        timeout.slot(null);
    }

    /** Moves to {@code due} those whose time ends before {@code nanos}; the others wait for another turn of the wheel. */
    void drainTo(List<WheelTimeout> due, long nanos) {
        var each = first;
        while (each != null) {
            var next = each.after;
            if (each.deadlineNanos() < nanos) {
                remove(each);
                due.add(each);
            }
            each = next;
        }
    }
}
