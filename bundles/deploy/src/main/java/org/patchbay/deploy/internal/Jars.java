package org.patchbay.deploy.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars and archives of the folder: what was found in each, or why it can't be used. Used by one thread. */
final class Jars {
    private static final Logger LOG = LoggerFactory.getLogger(Jars.class);
    private final Map<String, Jar> byFile = new TreeMap<>();
    private int surroundings;

    /** A version of a file; {@code refusal} is what it failed with, when it did, and {@code said} what the log knows of it. */
    record Jar(
            String file,
            Folder.Seen seen,
            @Nullable Contents contents,
            @Nullable Refusal refusal,
            String said) {
        Jar forgiven() {
            return new Jar(file, seen, contents, null, said);
        }

        Jar refused(Refusal newRefusal) {
            return new Jar(file, seen, contents, newRefusal, newRefusal.reason());
        }

        List<Artifact> artifacts() {
            return contents == null ? List.of() : contents.artifacts();
        }

        boolean usable() {
            return contents != null && refusal == null;
        }
    }

    /**
     * Takes what the folder holds now: reads what is new, forgets what is gone, and forgives what failed for want of something
     * when other bundles have changed since.
     */
    void update(Map<String, Folder.Seen> files, int nowAround, Function<String, Contents> check) {
        byFile.keySet().retainAll(files.keySet());
        boolean changedAround = nowAround != surroundings;
        surroundings = nowAround;
        files.forEach((file, seen) -> {
            if (!seen.settled()) return;
            Jar before = byFile.get(file);
            if (before == null || !before.seen().equals(seen)) {
                read(file, seen, check, "");
            } else if (changedAround
                    && before.refusal() != null
                    && before.refusal().mayPass()) {
                if (before.contents() == null) read(file, seen, check, before.said());
                else byFile.put(file, before.forgiven());
            }
        });
    }

    private void read(String file, Folder.Seen seen, Function<String, Contents> check, String said) {
        try {
            byFile.put(file, new Jar(file, seen, check.apply(file), null, ""));
        } catch (Refusal refusal) {
            if (!refusal.reason().equals(said)) LOG.error("{} is refused: {}", file, refusal.reason());
            byFile.put(file, new Jar(file, seen, null, refusal, refusal.reason()));
        }
    }

    /** Remembers that a file could not be raised; returns whether the log doesn't know it yet. */
    boolean refuse(String file, Refusal refusal) {
        Jar before = byFile.get(file);
        if (before == null) return false;
        byFile.put(file, before.refused(refusal));
        return !before.said().equals(refusal.reason());
    }

    Stream<Jar> all() {
        return List.copyOf(byFile.values()).stream();
    }

    Optional<Jar> file(String name) {
        return Optional.ofNullable(byFile.get(name));
    }

    /** Returns the jars of a feature that have not failed, the highest version first. */
    List<Artifact> usable(String feature) {
        return all().filter(Jar::usable)
                .flatMap(jar -> jar.artifacts().stream())
                .filter(artifact -> artifact.feature().equals(feature))
                .sorted(Comparator.comparing(Artifact::version).reversed())
                .toList();
    }

    /** Returns whether this very build is in the folder. */
    boolean holds(String digest) {
        return all().flatMap(jar -> jar.artifacts().stream())
                .anyMatch(artifact -> artifact.digest().equals(digest));
    }

    /** Returns whether the folder says by itself if this very build can be used; one in an archive may fail for another one's sake. */
    boolean decides(String digest) {
        return all().filter(jar -> jar.usable() || jar.artifacts().size() == 1)
                .flatMap(jar -> jar.artifacts().stream())
                .anyMatch(artifact -> artifact.digest().equals(digest));
    }
}
