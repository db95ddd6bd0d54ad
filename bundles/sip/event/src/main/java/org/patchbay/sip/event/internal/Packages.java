package org.patchbay.sip.event.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Timers;
import org.patchbay.sip.EventPackage;

/** The event packages that are there, by name, and those that have gone just now and are probably being replaced. */
final class Packages {
    private final Timers timers;
    private final Duration patience;
    private final Consumer<String> lost;
    private final Map<String, List<EventPackage>> present = new ConcurrentHashMap<>();
    // each absence is an object of its own, so that its end is not taken for that of a later one
    private final Map<String, Object> away = new ConcurrentHashMap<>();

    /** {@code lost} gets the name of a package that has been away for as long as {@code patience}. */
    Packages(Timers timers, Duration patience, Consumer<String> lost) {
        this.timers = timers;
        this.patience = patience;
        this.lost = lost;
    }

    /** Takes one; of two with a name the newer serves. */
    void add(EventPackage added) {
        present.compute(added.name(), (_, before) -> with(before == null ? List.of() : before, added));
        away.remove(added.name());
    }

    private static List<EventPackage> with(List<EventPackage> before, EventPackage added) {
        var all = new ArrayList<>(before);
        all.add(added);
        return List.copyOf(all);
    }

    /** Lets one go; of two with a name the older serves again. Returns whether it was the one that served. */
    boolean remove(EventPackage gone) {
        var name = gone.name();
        boolean served = find(name).filter(gone::equals).isPresent();
        if (present.computeIfPresent(name, (_, before) -> without(before, gone)) == null) miss(name);
        return served;
    }

    private void miss(String name) {
        var absence = new Object();
        away.put(name, absence);
        timers.after(patience.toMillis(), name, () -> {
            if (away.remove(name, absence) && !present.containsKey(name)) lost.accept(name);
        });
    }

    // null: there is none left, which is how a map forgets
    private static @Nullable List<EventPackage> without(List<EventPackage> before, EventPackage gone) {
        var left = before.stream().filter(one -> !one.equals(gone)).toList();
        return left.isEmpty() ? null : left;
    }

    Optional<EventPackage> find(String name) {
        return Optional.ofNullable(present.get(name)).map(List::getLast);
    }

    /** Tells whether it was there a moment ago, and so is probably being replaced. */
    boolean away(String name) {
        return away.containsKey(name) && !present.containsKey(name);
    }

    /** Returns the value of Allow-Events (RFC 6665 section 8.2.2). */
    String names() {
        return String.join(", ", present.keySet().stream().sorted().toList());
    }
}
