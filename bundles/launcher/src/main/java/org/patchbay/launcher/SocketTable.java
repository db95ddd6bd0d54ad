package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells from {@code /proc} of Linux which program has a port; knows nothing elsewhere. */
record SocketTable(Path proc) {
    private static final String LISTEN = "0A"; // state of a TCP socket, include/net/tcp_states.h

    /** Returns the program that has the port, such as {@code pid 4711 (asterisk)}. */
    Optional<String> owner(String transport, int port) {
        try {
            Set<String> inodes = new HashSet<>();
            for (String table : List.of(transport, transport + "6")) {
                inodes.addAll(inodes(proc.resolve("net").resolve(table), transport.equals("tcp"), port));
            }
            return inodes.isEmpty() ? Optional.empty() : process(inodes);
        } catch (IOException e) {
            return Optional.empty(); // the message does without
        }
    }

    /** A line is: number, local address, remote address, state, and six fields on the inode of the socket. */
    private static Set<String> inodes(Path table, boolean listening, int port) throws IOException {
        Set<String> inodes = new HashSet<>();
        if (!Files.isReadable(table)) return inodes;
        String suffix = ":%04X".formatted(port);
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 9 && fields[1].endsWith(suffix) && (!listening || fields[3].equals(LISTEN))) {
                inodes.add("socket:[" + fields[9] + "]");
            }
        }
        return inodes;
    }

    private Optional<String> process(Set<String> inodes) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (hasOne(process.resolve("fd"), inodes)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of("pid " + process.getFileName() + " (" + name + ")");
                }
            }
        }
        return Optional.of("a program of another user");
    }

    private static boolean hasOne(Path descriptors, Set<String> inodes) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (inodes.contains(Files.readSymbolicLink(link).toString())) return true;
            }
        } catch (IOException e) {
            return false; // another user's process, or one that has just ended
        }
        return false;
    }
}
