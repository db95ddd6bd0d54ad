package org.patchbay.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files below the instance's folder, and no others: names that lead out of it, by dots or by links, are refused. */
final class InstanceFiles {
    static final int MAX_BYTES = 1 << 20;
    private static final Pattern SETTINGS = Pattern.compile("[^.].*\\.(config|yaml)");
    private final Path home;

    InstanceFiles(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /** What tells two versions of a file apart; the key (inode) changes when it is written beside it and renamed. */
    record Signature(FileTime modified, long size, @Nullable Object key) {}

    /** Returns the names of the files of {@code etc} that operators change, in no order. */
    List<String> settings() throws IOException {
        try (Stream<Path> paths = Files.list(home.resolve("etc"))) {
            return paths.map(path -> Objects.toString(path.getFileName()))
                    .filter(name -> SETTINGS.matcher(name).matches())
                    .map(name -> "etc/" + name)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (UncheckedIOException unreadable) {
            throw new IOException(unreadable);
        }
    }

    /** Returns where a file is, or would be; a link inside of the folder is followed. */
    Path path(String file) throws IOException {
        try {
            Path path = home.resolve(file).normalize();
            boolean plain = !file.isEmpty()
                    && home.relativize(path).equals(Path.of(file))
                    && path.startsWith(home)
                    && !path.startsWith(home.resolve(StoredFileHistory.FOLDER));
            if (!plain) throw new IOException(file + " is not the name of a file in the folder of this server");
            Path existing = Files.exists(path) ? path : Objects.requireNonNull(path.getParent());
            if (Files.exists(existing) && !existing.toRealPath().startsWith(home.toRealPath())) {
                throw new IOException(file + " is a link that leads out of the folder of this server");
            }
            return Files.exists(path) ? path.toRealPath() : path;
        } catch (InvalidPathException e) {
            throw new IOException(file + " is not the name of a file", e);
        }
    }

    /** Returns what a file looks like from outside; empty when there is none. */
    Optional<Signature> signature(String file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path(file), BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Signature(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Returns what a file holds; empty when there is none. */
    Optional<byte[]> content(String file) throws IOException {
        try (InputStream in = Files.newInputStream(path(file))) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            refuseLarge(file, content);
            return Optional.of(content);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    static void refuseLarge(String file, byte[] content) throws IOException {
        if (content.length > MAX_BYTES) {
            throw new IOException(file + " is larger than " + (MAX_BYTES >> 20) + " MB, so it has no history");
        }
    }
}
