package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** Reads a file of the folder: a jar, or a zip of jars and settings that are deployed together. */
final class Archive {
    private static final Pattern JAR = Pattern.compile("(features/)?[A-Za-z0-9][A-Za-z0-9._+-]*\\.jar");
    private static final Pattern SETTING = Pattern.compile("etc/[A-Za-z0-9][A-Za-z0-9._~-]*\\.config");
    private static final List<String> FOLDERS = List.of("features/", "etc/");
    private final JarCheck check;

    Archive(JarCheck check) {
        this.check = check;
    }

    /** Returns what {@code path} holds, under the name {@code file}; throws {@link Refusal} with the reason. */
    Contents read(String file, Path path) {
        byte[] bytes = JarCheck.bytes(path);
        if (!file.endsWith(".zip")) return Contents.of(check.check(file, bytes));
        Map<String, byte[]> entries = JarCheck.unpacked(bytes, Archive::entries);
        List<Artifact> artifacts = new ArrayList<>();
        Map<String, byte[]> settings = new HashMap<>();
        entries.forEach((name, content) -> {
            if (SETTING.matcher(name).matches()) settings.put(name.substring("etc/".length()), content);
            else artifacts.add(feature(file, name, content));
        });
        if (artifacts.isEmpty()) throw Refusal.forGood("it holds no jar, at its root or in features/");
        refuseTwins(artifacts);
        return new Contents(artifacts, settings);
    }

    private Artifact feature(String file, String name, byte[] content) {
        try {
            Artifact artifact = check.check(file, content);
            if (artifact.replacement() == Replacement.SIDE_BY_SIDE) return artifact;
            throw Refusal.forGood("a module is deployed by itself");
        } catch (Refusal refusal) {
            throw refusal.in(name);
        }
    }

    private static void refuseTwins(List<Artifact> artifacts) {
        long features = artifacts.stream().map(Artifact::feature).distinct().count();
        if (features < artifacts.size()) throw Refusal.forGood("it holds one feature twice");
    }

    private static Map<String, byte[]> entries(JarFile zip) throws IOException {
        List<? extends ZipEntry> all = Collections.list(zip.entries());
        for (ZipEntry entry : all) refuseUnknown(entry.getName());
        JarCheck.readAll(zip);
        Map<String, byte[]> contents = new HashMap<>();
        for (ZipEntry entry : all) {
            if (entry.isDirectory()) continue;
            try (InputStream in = zip.getInputStream(entry)) {
                if (contents.put(entry.getName(), in.readAllBytes()) != null) {
                    throw Refusal.forGood("it holds " + entry.getName() + " twice");
                }
            }
        }
        return contents;
    }

    // nothing else is taken, so no name can lead out of the folder that it is for
    private static void refuseUnknown(String name) {
        if (FOLDERS.contains(name)
                || JAR.matcher(name).matches()
                || SETTING.matcher(name).matches()) return;
        throw Refusal.forGood(
                "it holds " + name + ", and may hold only jars, at its root or in features/, and etc/*.config");
    }
}
