package org.patchbay.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file {@code data/patchbay.pid}. The process that runs the instance holds a lock on it, which the kernel ends with
 * the process, so that a pid left behind by a crash is never taken for a running server.
 */
record InstanceLock(Path file) {
    static InstanceLock of(Installation installation) {
        return new InstanceLock(installation.data().resolve("patchbay.pid"));
    }

    /**
     * Takes the lock for this process and writes its pid; closing the channel gives it back.
     *
     * @throws UsageException when another process has it
     */
    FileChannel take() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new UsageException("Patchbay is running already, pid " + pid());
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    /** Returns the process that runs the instance. */
    Optional<ProcessHandle> owner() throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid()));
        }
    }

    private String pid() throws IOException {
        return Files.readString(file).strip();
    }
}
