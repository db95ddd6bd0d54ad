package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bundles of an installation: {@code bundles/<start level>/*.jar}, in the order in which they are installed. */
record BundleFolder(List<BundleFile> bundles) {
    BundleFolder {
        bundles = List.copyOf(bundles);
    }

    /** Lists {@code folder}; throws a {@link UsageException} when there is nothing to start. */
    static BundleFolder read(Path folder) throws IOException {
        if (!Files.isDirectory(folder))
            throw new UsageException("no folder " + folder + "; is the installation complete?");
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<BundleFile> bundles = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(jar -> new BundleFile(jar, startLevel(folder, jar)))
                    .sorted(Comparator.comparingInt(BundleFile::startLevel).thenComparing(BundleFile::jar))
                    .toList();
            if (bundles.isEmpty()) throw new UsageException("no bundles in " + folder);
            return new BundleFolder(bundles);
        }
    }

    private static int startLevel(Path folder, Path jar) {
        String level = folder.relativize(jar).getName(0).toString();
        if (!level.matches("[1-9]\\d?")) {
            throw new UsageException(jar + " is not in a folder that is named by a start level, such as 5");
        }
        return Integer.parseInt(level);
    }

    /** Returns the level at which every bundle runs. */
    int highestStartLevel() {
        return bundles.getLast().startLevel();
    }

    /** Returns a text that differs as soon as any jar does; a bundle cache of another one is of no use. */
    String fingerprint() {
        return bundles.parallelStream().map(BundleFile::fingerprint).collect(Collectors.joining("\n", "", "\n"));
    }
}
