package org.patchbay.store.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes small files so that whoever reads them, also after a crash, sees all of the old content or all of the new. */
final class SafeWrite {
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private SafeWrite() {}

    /** Makes a folder, and those above it, that only the owner can look into. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, onlyFor(folder, OWNER_FOLDER));
    }

    /** Writes a file. A new one is for its owner only; one that was there keeps its permissions. */
    static void write(Path path, byte[] content) throws IOException {
        Path unfinished = path.resolveSibling("." + path.getFileName() + ".new");
        Files.deleteIfExists(unfinished); // of a crash
        try {
            Files.createFile(unfinished, onlyFor(path, OWNER_FILE));
            fill(unfinished, content);
            if (posix(path) && Files.exists(path)) {
                Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(path));
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void fill(Path path, byte[] content) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) file.write(rest);
            file.force(true);
        }
    }

    private static FileAttribute<?>[] onlyFor(Path path, Set<PosixFilePermission> owner) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
