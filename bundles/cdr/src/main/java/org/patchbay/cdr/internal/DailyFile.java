package org.patchbay.cdr.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files such as {@code calls-2026-11-24.csv}: one a day, with a line of titles, of whole rows only. Used by one thread. */
final class DailyFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final String name;
    private final List<String> columns;

    DailyFile(Path folder, String name, List<String> columns) {
        this.folder = folder;
        this.name = name;
        this.columns = columns;
    }

    Path of(LocalDate day) {
        return folder.resolve(name + "-" + day + ".csv");
    }

    /** Appends {@code rows} to the file of {@code day}: all of them, or none when that fails. Returns how long the file was before. */
    long append(LocalDate day, String rows) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file = open(of(day))) {
            long whole = wholeRows(file);
            String titles = whole == 0 ? Csv.row(columns) : "";
            try {
                write(file, whole, titles + rows);
            } catch (IOException full) {
                file.truncate(whole);
                throw full;
            }
            return whole;
        }
    }

    /** Takes back what was appended to a file that was {@code length} octets long before. */
    void cut(LocalDate day, long length) throws IOException {
        try (FileChannel file = open(of(day))) {
            file.truncate(length);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)} : new FileAttribute<?>[0];
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), ownerOnly);
    }

    /** Returns how much of {@code file} are rows with their ends: a crash may have left half of one. */
    private static long wholeRows(FileChannel file) throws IOException {
        ByteBuffer octet = ByteBuffer.allocate(1);
        for (long end = file.size(); end > 0; end--) {
            if (file.read(octet.clear(), end - 1) == 1 && octet.get(0) == '\n') return end;
        }
        return 0;
    }

    private static void write(FileChannel file, long from, String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        long at = from;
        while (octets.hasRemaining()) at += file.write(octets, at);
        file.truncate(at);
    }

    /** Deletes the files of days before {@code first}. */
    void deleteBefore(LocalDate first) throws IOException {
        if (!Files.isDirectory(folder)) return;
        String oldest = of(first).getFileName().toString();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(file -> {
                        String found = file.getFileName().toString();
                        return found.matches(name + "-\\d{4}-\\d\\d-\\d\\d\\.csv") && found.compareTo(oldest) < 0;
                    })
                    .toList();
            for (Path file : old) Files.delete(file);
        }
    }
}
