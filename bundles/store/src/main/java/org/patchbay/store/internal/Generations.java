package org.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patchbay.pbx.FileHistory.Generation;

/**
 * The folder of generations: {@code etc/a.yaml/<milliseconds since 1970>-<id>}. All that is known is in these names, so that no
 * list can disagree with them. Used by one thread at a time.
 */
final class Generations {
    private static final int MOST = 20;
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-([0-9a-f]{12})");
    private final Path folder;

    Generations(Path folder) {
        this.folder = folder;
    }

    /** A generation on disk. */
    record Kept(Path path, long millis, String id) {
        static Optional<Kept> of(Path path) {
            Matcher name = NAME.matcher(Objects.toString(path.getFileName()));
            return name.matches()
                    ? Optional.of(new Kept(path, Long.parseLong(name.group(1)), name.group(2)))
                    : Optional.empty();
        }

        Generation generation(Optional<String> present) {
            return new Generation(id, Instant.ofEpochMilli(millis), present.equals(Optional.of(id)));
        }

        byte[] content() throws IOException {
            return Files.readAllBytes(path);
        }
    }

    /** Returns the names of the files that have generations, in order. */
    List<String> files() throws IOException {
        var files = new TreeSet<String>();
        if (!Files.isDirectory(folder)) return List.of();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Kept.of(file).isPresent()) files.add(name(file.resolveSibling("")));
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(files);
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    /** Returns the generations of a file, the one that it took last first. */
    List<Kept> of(String file) throws IOException {
        try (Stream<Path> paths = Files.list(folder.resolve(file))) {
            return paths.flatMap(path -> Kept.of(path).stream())
                    .sorted(Comparator.comparingLong(Kept::millis).reversed())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    Optional<Kept> find(String file, String id) throws IOException {
        return of(file).stream().filter(kept -> kept.id().equals(id)).findFirst();
    }

    /** Notes that the file has taken this content. */
    Kept take(String file, byte[] content, Instant now) throws IOException {
        String id = Generation.id(content);
        List<Kept> before = of(file);
        if (!before.isEmpty() && before.getFirst().id().equals(id)) return before.getFirst();
        // a clock that was set back changes no order
        long millis = before.isEmpty()
                ? now.toEpochMilli()
                : Math.max(now.toEpochMilli(), before.getFirst().millis() + 1);
        Kept taken = new Kept(folder.resolve(file).resolve(millis + "-" + id), millis, id);
        Optional<Kept> again =
                before.stream().filter(kept -> kept.id().equals(id)).findFirst();
        if (again.isPresent()) {
            Files.move(again.get().path(), taken.path(), StandardCopyOption.ATOMIC_MOVE);
        } else {
            SafeWrite.createFolder(folder.resolve(file));
            SafeWrite.write(taken.path(), content);
            for (Kept old : before.subList(Math.min(MOST - 1, before.size()), before.size())) Files.delete(old.path());
        }
        return taken;
    }
}
