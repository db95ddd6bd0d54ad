package org.patchbay.deploy.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import org.patchbay.deploy.internal.Raising.Shelf;

/** The parts of a deployer, put together. Used by one thread. */
record Works(
        Folder folder,
        Archive archive,
        Shelf shelf,
        Rollout rollout,
        WaysBack waysBack,
        Placing placing,
        Listing listing) {
    /**
     * Where things are.
     *
     * @param data what must outlive the process
     * @param etc where an archive's settings go
     */
    record Places(Path folder, Path data, Path etc) {}

    /** What is remembered and told. */
    record Memory(Histories histories, Steerings steerings) {
        static Memory read(Path data) {
            Histories histories = Histories.read(data);
            return new Memory(histories, new Steerings(histories));
        }
    }

    static Works of(Host host, Places places, JarCheck check, Memory memory, Limits limits, InstantSource clock) {
        Histories histories = memory.histories();
        Jars jars = new Jars();
        Folder folder = new Folder(places.folder());
        Archive archive = new Archive(check);
        Kept kept = new Kept(places.data(), check);
        Shelf shelf = new Shelf(
                host,
                jars,
                kept,
                histories,
                new Candidates(host, jars, kept, histories),
                new Pointers(host, jars, histories, memory.steerings()));
        Probation probation = new Probation(host, clock, limits.probation());
        Raising raising = new Raising(shelf, probation, new Settings(places.etc()), clock);
        Waits waits = new Waits(host, clock, limits.drain());
        Rollout rollout = new Rollout(shelf, raising, new Drains(host, clock, limits.drain()), waits, clock);
        return new Works(
                folder,
                archive,
                shelf,
                rollout,
                new WaysBack(shelf, rollout, probation, clock),
                new Placing(folder, archive, shelf, raising),
                new Listing(shelf, waits, clock));
    }
}
