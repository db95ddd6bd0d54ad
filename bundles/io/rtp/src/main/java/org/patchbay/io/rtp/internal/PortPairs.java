package org.patchbay.io.rtp.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The free pairs, in random order, so that nobody guesses the port of the next call. A pair comes back at the end of the queue,
 * and thus rests as long as can be: late packets of its last call find it closed. Thread-safe.
 */
final class PortPairs {
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Set<Integer> taken = new HashSet<>();
    private PortRange range;

    PortPairs(PortRange range) {
        this.range = range;
        fill();
    }

    /** Returns the even port of a pair that nobody here has. */
    synchronized OptionalInt take() {
        Integer port = free.poll();
        if (port == null) return OptionalInt.empty();
        taken.add(port);
        return OptionalInt.of(port);
    }

    synchronized void giveBack(int port) {
        if (taken.remove(port) && range.contains(port)) free.add(port);
    }

    /** Uses another range from now on; pairs that are taken stay so. */
    synchronized void change(PortRange newRange) {
        if (newRange.equals(range)) return;
        range = newRange;
        fill();
    }

    synchronized PortRange range() {
        return range;
    }

    private void fill() {
        List<Integer> ports = range.evenPorts().boxed().collect(Collectors.toList());
        ports.removeAll(taken);
        Collections.shuffle(ports);
        free.clear();
        free.addAll(ports);
    }
}
