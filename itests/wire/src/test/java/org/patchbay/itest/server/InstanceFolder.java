package org.patchbay.itest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one server: its users, dialplan, logs and data. */
public record InstanceFolder(Path folder) {
    static InstanceFolder create(Path home, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        delete(absolute);
        try {
            Files.createDirectories(absolute.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.of(home.resolve("bin/patchbay").toString(), "create", absolute.toString())
                .mustRun(Duration.ofSeconds(30));
        InstanceFolder instance = new InstanceFolder(absolute);
        instance.write("users.yaml", TestUsers.usersYaml());
        instance.write("dialplan.yaml", TestUsers.DIALPLAN);
        // so that a test can see a registration end
        instance.write("org.patchbay.sip.registrar.config", "expires.min.seconds=I\"2\"\n");
        // so that a test can see subscriptions end whose package is gone
        instance.write("org.patchbay.sip.event.config", "package.wait.millis=I\"1000\"\n");
        // sipp 3.6 gives up at a challenge with SHA-256, like the phones that this setting is for
        instance.write("org.patchbay.sip.digest.config", "md5.only.agents=\"(baresip\\ v[0-2]|SIPp|sipsak).*\"\n");
        return instance;
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path etc(String file) {
        return folder.resolve("etc").resolve(file);
    }

    /** Writes a file of {@code etc} in one step, as a careful editor does. */
    public void write(String file, String text) {
        try {
            Path unfinished = etc("." + file + ".new");
            Files.writeString(unfinished, text);
            Files.move(unfinished, etc(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> logFiles() {
        Path log = folder.resolve("log");
        if (!Files.isDirectory(log)) return List.of();
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
