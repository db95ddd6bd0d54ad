package org.patchbay.deploy.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the jars that are in use or were before, so that there is a way back when the folder has something else. */
final class Kept {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);
    private final Path folder;
    private final JarCheck check;

    Kept(Path folder, JarCheck check) {
        this.folder = folder;
        this.check = check;
    }

    /** Keeps a jar; the log says so when it can't, for then there is no way back to it. */
    void keep(Artifact artifact) {
        Path file = file(artifact.feature(), artifact.digest());
        try {
            if (!Files.exists(file)) SafeFile.write(file, artifact.bytes());
        } catch (IOException e) {
            LOG.error("{} can't be kept, so nothing can be rolled back to it: {}", artifact, e.toString());
        }
    }

    boolean has(String feature, Build build) {
        return !build.shipped() && Files.exists(file(feature, build.digest()));
    }

    /** Returns a jar that was kept, under the name of the file that it stands in for; empty when it isn't there or damaged. */
    Optional<Artifact> read(String feature, Build build) {
        if (!has(feature, build)) return Optional.empty();
        try {
            Artifact artifact = check.check(file(feature, build.digest()));
            if (!artifact.digest().equals(build.digest())) throw Refusal.forGood("it has been changed");
            return Optional.of(artifact.under(build.file()));
        } catch (Refusal refusal) {
            LOG.error("{} {} was kept, and can't be used: {}", feature, build.version(), refusal.reason());
            return Optional.empty();
        }
    }

    /** Deletes all jars of a feature but those. */
    void purge(String feature, Set<String> digests) {
        Path jars = folder.resolve(feature);
        if (!Files.isDirectory(jars)) return;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
            for (Path file : files) {
                String digest = String.valueOf(file.getFileName()).replace(".jar", "");
                if (digests.contains(digest)) continue;
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("old jars in {} can't be deleted: {}", jars, e.toString());
        }
    }

    private Path file(String feature, String digest) {
        return folder.resolve(feature).resolve(digest + ".jar");
    }
}
