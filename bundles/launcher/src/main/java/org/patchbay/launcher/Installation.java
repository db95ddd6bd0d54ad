package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param home what was unpacked: the bundles, shared by all instances
 * @param instance what belongs to one server: its configuration, features, data, logs
 */
record Installation(Path home, Path instance) {
    Path bundles() {
        return home.resolve("bundles");
    }

    Path etc() {
        return instance.resolve("etc");
    }

    Path deploy() {
        return instance.resolve("deploy");
    }

    Path data() {
        return instance.resolve("data");
    }

    Path log() {
        return instance.resolve("log");
    }

    /**
     * Returns the framework properties that tell the bundles where things are: {@code patchbay.home} is the folder of
     * this server, which relative paths of its configuration start from.
     */
    Map<String, String> properties() {
        return Map.of("patchbay.home", instance.toString(), "patchbay.installation", home.toString());
    }

    /** Makes the folders that an archive doesn't carry. */
    void prepare() throws IOException {
        if (!Files.isDirectory(etc())) {
            throw new UsageException(
                    instance + " is no instance: it has no etc; make one with: patchbay create " + instance);
        }
        for (Path folder : List.of(deploy(), data(), log())) {
            Files.createDirectories(folder);
        }
    }

    /** Makes the instance folder with a copy of the configuration in {@code home}, without its users and passwords. */
    void create() throws IOException {
        if (Files.exists(etc())) throw new UsageException(instance + " is an instance already");
        Files.createDirectories(etc());
        try (Stream<Path> files = Files.list(home.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!FirstStart.SECRET_FILES.contains(name)) {
                    Files.copy(file, etc().resolve(name));
                }
            }
        }
        prepare();
    }
}
