package org.patchbay.itest.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What ships of ours: the bundles, and the launcher outside the framework. */
record Distribution(List<Bundle> bundles, JavaClasses classes) {
    private static final String LAUNCHER = "org.patchbay.launcher";

    static Distribution read() {
        return new Distribution(
                readBundles(),
                new ClassFileImporter()
                        .importJars(jars().stream().map(Distribution::open).toList()));
    }

    static List<Bundle> readBundles() {
        return jars().stream()
                .filter(jar -> !jar.getFileName().toString().startsWith(LAUNCHER))
                .map(Bundle::read)
                .toList();
    }

    private static List<Path> jars() {
        Path home = Path.of(System.getProperty("patchbay.home", "../../distribution/target/patchbay"));
        try (Stream<Path> bundles = Files.walk(home.resolve("bundles"));
                Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            return Stream.concat(bundles, libraries)
                    .filter(file -> file.getFileName().toString().matches("org\\.patchbay\\..*\\.jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("build the distribution first: mvn verify", e);
        }
    }

    private static JarFile open(Path jar) {
        try {
            return new JarFile(jar.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the bundle that {@code type} belongs to: the one whose jar it came from, or, for a class that was not in a jar,
     * by its root package; the empty text for a class that isn't ours.
     */
    String bundleOf(JavaClass type) {
        if (type.getPackageName().startsWith(LAUNCHER)) return LAUNCHER;
        String source = type.getSource().map(from -> from.getUri().toString()).orElse("");
        return bundles.stream()
                .filter(bundle -> source.contains(bundle.jar().getFileName() + "!"))
                .map(Bundle::symbolicName)
                .findFirst()
                .orElseGet(() -> bundleOfPackage(type.getPackageName()));
    }

    /** Tells whether the bundle of {@code user} has {@code type} itself: a library may be carried by several, each with its own copy. */
    boolean carried(JavaClass user, JavaClass type) {
        String entry = type.getName().replace('.', '/') + ".class";
        String carrier = bundleOf(user);
        return bundles.stream()
                .anyMatch(bundle -> bundle.symbolicName().equals(carrier)
                        && bundle.entries().contains(entry));
    }

    private String bundleOfPackage(String name) {
        return bundles.stream()
                .map(Bundle::symbolicName)
                .filter(root -> (name + ".").startsWith(root + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}
