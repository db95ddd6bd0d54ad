package org.patchbay.channel.core.internal;

import static java.util.Comparator.reverseOrder;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Cause;

/** In which order the ways to a user's devices are tried, and which of their refusals counts. */
final class Ways {
    private Ways() {}

    /** Returns the ways to each device, the newest first: a device must not ring twice (RFC 5626 section 5.3). */
    static Collection<Deque<Binding>> toEach(Stream<Binding> bindings) {
        var devices = new LinkedHashMap<String, Deque<Binding>>();
        bindings.sorted(Comparator.comparing(Binding::q).reversed().thenComparing(Binding::expires, reverseOrder()))
                .forEach(binding -> devices.computeIfAbsent(name(binding), _ -> new ArrayDeque<>())
                        .add(binding));
        return devices.values();
    }

    private static String name(Binding binding) {
        return binding.device().map(device -> "device " + device).orElseGet(() -> "contact " + binding.contact());
    }

    /** Ranks what several devices said, as a proxy chooses its best response (RFC 3261 16.7 step 6). */
    static int weight(Cause cause) {
        return switch (cause) {
            case CALL_REJECTED -> 4;
            case USER_BUSY -> 3;
            case INCOMPATIBLE_DESTINATION, NO_ANSWER -> 2;
            case SUBSCRIBER_ABSENT -> 0;
            default -> 1;
        };
    }
}
