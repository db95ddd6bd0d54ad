package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Replaces bundles and rolls them back, and takes the time until new calls are on the other version. */
final class Swaps {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int KEPT = 2;

    private final Path home;
    private final Path deploy;
    private final Marks marks;
    private final Traffic traffic;
    private final Console console;
    private final Map<String, Deque<NewerVersion>> versions = new HashMap<>();
    private final Map<String, Deque<Path>> dropped = new HashMap<>();
    private final List<Swap> done = new ArrayList<>();

    /**
     * A replacement or roll-back.
     *
     * @param began when it was dropped or asked for, as System.nanoTime
     * @param took until the first new call on the version; empty when none was seen
     * @param problem why it could not even be asked for
     */
    record Swap(NewerVersion to, boolean back, long began, Optional<Duration> took, String problem) {
        @Override
        public String toString() {
            return to.what().bundle() + (back ? " back to " : " ") + to.version();
        }
    }

    Swaps(Path home, Path deploy, Marks marks, Traffic traffic, Console console) {
        this.home = home;
        this.deploy = deploy;
        this.marks = marks;
        this.traffic = traffic;
        this.console = console;
    }

    List<Swap> done() {
        return done;
    }

    Swap replace(Replaceable what) {
        Deque<NewerVersion> before = versions.computeIfAbsent(what.bundle(), bundle -> new ArrayDeque<>());
        NewerVersion version = new NewerVersion(what, "0.1." + (before.size() + 1));
        before.addLast(version);
        traffic.prefer(what.shownBy());
        Path copy = version.prepare(home, deploy);
        Marks.Awaited awaited = marks.expect(version);
        long began = System.nanoTime();
        Path jar = version.drop(copy);
        Optional<Duration> took = await(what, awaited, began);
        removeOld(what, jar);
        return add(new Swap(version, false, began, took, ""));
    }

    /** Rolls a bundle back that has been replaced at least twice. */
    Swap rollBack(Replaceable what) {
        Deque<NewerVersion> before = versions.get(what.bundle());
        before.removeLast();
        NewerVersion version = before.getLast();
        traffic.prefer(what.shownBy());
        Marks.Awaited awaited = marks.expect(version);
        long began = System.nanoTime();
        try {
            console.rollBack(what.bundle());
        } catch (IllegalStateException | UncheckedIOException e) {
            return add(new Swap(version, true, began, Optional.empty(), String.valueOf(e.getMessage())));
        }
        return add(new Swap(version, true, began, await(what, awaited, began), ""));
    }

    /** Tells whether a bundle has a version to go back to that can be seen; the console would roll itself back. */
    boolean canRollBack(Replaceable what) {
        boolean twice = versions.getOrDefault(what.bundle(), new ArrayDeque<>()).size() > 1;
        return twice && !what.isConsole();
    }

    private Swap add(Swap swap) {
        done.add(swap);
        return swap;
    }

    private Optional<Duration> await(Replaceable what, Marks.Awaited awaited, long began) {
        Optional<Long> served = what.isConsole() ? asking(awaited) : awaited.within(LIMIT);
        return served.map(at -> Duration.ofNanos(at - began));
    }

    /** Looks at the console's first page until the new version shows it: no call does. */
    private Optional<Long> asking(Marks.Awaited awaited) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            console.get("/patchbay/status.json");
            Optional<Long> served = awaited.within(BETWEEN_LOOKS);
            if (served.isPresent()) return served;
        }
        return Optional.empty();
    }

    private void removeOld(Replaceable what, Path jar) {
        Deque<Path> jars = dropped.computeIfAbsent(what.bundle(), bundle -> new ArrayDeque<>());
        jars.addLast(jar);
        if (jars.size() <= KEPT) return;
        try {
            Files.deleteIfExists(jars.removeFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code length} after a swap has begun. */
    static void rest(Swap swap, Duration length) {
        LockSupport.parkNanos(swap.began() + length.toNanos() - System.nanoTime());
    }
}
