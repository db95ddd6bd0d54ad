package org.patchbay.itest.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** One of our bundles, as it is in the distribution. */
record Bundle(Path jar, String symbolicName, Attributes manifest, Set<String> entries) {
    static Bundle read(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            String name = manifest.getValue("Bundle-SymbolicName").replaceFirst(";.*", "");
            Set<String> entries = file.stream().map(JarEntry::getName).collect(Collectors.toUnmodifiableSet());
            return new Bundle(jar, name, manifest, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(manifest.getValue(name));
    }

    /** Returns the DS components, as their XML in the bundle describes them. */
    List<Component> components() {
        List<Component> components = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String path : header("Service-Component").orElse("").split(",", -1)) {
                JarEntry entry = file.getJarEntry(path.strip());
                if (entry == null) continue;
                try (InputStream xml = file.getInputStream(entry)) {
                    components.add(Component.read(symbolicName, xml));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return components;
    }
}
