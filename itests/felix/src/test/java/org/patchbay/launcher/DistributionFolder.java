package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The built distribution with a fresh instance; in the launcher's package, to start just as the launcher does. */
public final class DistributionFolder {
    private final Installation installation;
    private final BundleFolder bundles;

    private DistributionFolder(Installation installation, BundleFolder bundles) {
        this.installation = installation;
        this.bundles = bundles;
    }

    /** Makes the instance {@code target/instances/<name>}; one that an earlier run left is thrown away. */
    public static DistributionFolder withInstance(String name) throws IOException {
        Path home = Path.of(System.getProperty("patchbay.home", "../../distribution/target/patchbay"))
                .toAbsolutePath()
                .normalize();
        Path instance = Path.of("target", "instances", name).toAbsolutePath();
        delete(instance);
        Installation installation = new Installation(home, instance);
        installation.create();
        new FirstStart(installation.etc(), new SecureRandom()).prepare();
        return new DistributionFolder(installation, BundleFolder.read(home.resolve("bundles")));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Returns the folder of the instance. */
    public Path instance() {
        return installation.instance();
    }

    /** Returns the bundles in the order in which they are installed. */
    public List<Entry> bundles() {
        return bundles.bundles().stream()
                .map(file -> new Entry(file.jar(), file.startLevel(), file.fragment()))
                .toList();
    }

    /** Returns the level at which every bundle runs. */
    public int highestStartLevel() {
        return bundles.highestStartLevel();
    }

    /** Returns what the launcher starts the framework with; {@code overrides} as in {@code patchbay.sip.port}. */
    public Map<String, String> properties(Map<String, String> overrides) {
        Map<String, String> properties =
                new TreeMap<>(FrameworkProperties.of(installation, bundles.highestStartLevel(), false));
        properties.remove("org.osgi.framework.storage");
        properties.putAll(overrides);
        return properties;
    }

    /** One bundle. */
    public record Entry(Path jar, int startLevel, boolean fragment) {}
}
