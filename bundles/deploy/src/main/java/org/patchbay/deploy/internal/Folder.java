package org.patchbay.deploy.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jars and archives of a folder and the versions of each, told apart by time, size and inode. A jar that is being copied in is not
 * seen before it has stayed the same from one look to the next. Used by one thread.
 */
final class Folder {
    private final Path folder;
    private Map<String, Seen> last = Map.of();

    Folder(Path folder) {
        this.folder = folder;
    }

    /** A version of a file. */
    record Seen(FileTime modified, long size, @Nullable Object inode, boolean settled) {
        boolean same(@Nullable Seen other) {
            return other != null && other.with(settled).equals(this);
        }

        Seen with(boolean nowSettled) {
            return new Seen(modified, size, inode, nowSettled);
        }
    }

    /** Returns the jars and archives by name; those of {@code atOnce} are taken as settled. */
    Map<String, Seen> look(Predicate<String> atOnce) throws IOException {
        Map<String, Seen> now = new TreeMap<>();
        make();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Folder::isJar)) {
            for (Path file : files) see(file, atOnce, now);
        }
        last = now;
        return now;
    }

    void make() throws IOException {
        Files.createDirectories(folder);
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    private void see(Path file, Predicate<String> whole, Map<String, Seen> now) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) return;
            String name = String.valueOf(file.getFileName());
            boolean atOnce = whole.test(name);
            Seen seen = new Seen(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), atOnce);
            now.put(name, seen.with(atOnce || seen.same(last.get(name))));
        } catch (NoSuchFileException e) {
            // it went between the two calls; the next look doesn't find it
        }
    }

    private static boolean isJar(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".jar") || name.endsWith(".zip")) && !name.startsWith(".");
    }
}
