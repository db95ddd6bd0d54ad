package org.patchbay.itest.felix;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jar of a module as the distribution has it. */
record ModuleJar(Path file) {
    /** Finds the module with that symbolic name. */
    static ModuleJar of(Path distribution, String symbolicName) throws IOException {
        try (Stream<Path> files = Files.walk(distribution.resolve("bundles"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jar")).toList()) {
                if (symbolicName.equals(symbolicName(file))) return new ModuleJar(file);
            }
        }
        throw new AssertionError("no jar of " + symbolicName + " in " + distribution);
    }

    private static String symbolicName(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
        }
    }

    /** Returns the jar with another version in its manifest, and otherwise the same. */
    InputStream version(String version) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream copy = new JarOutputStream(bytes, manifest)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (entry.getName().equals(JarFile.MANIFEST_NAME)) continue;
                    copy.putNextEntry(new JarEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(copy);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
