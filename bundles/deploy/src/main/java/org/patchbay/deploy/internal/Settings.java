package org.patchbay.deploy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code etc/}, where an archive may put settings that aren't there yet. */
final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private final Path folder;

    Settings(Path folder) {
        this.folder = folder;
    }

    /** Writes those files that aren't there; returns which. Throws {@link Refusal} when one can't be written, and writes none. */
    List<Path> add(Map<String, byte[]> settings) {
        List<Path> added = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> one : settings.entrySet()) {
                Path file = folder.resolve(one.getKey());
                if (Files.exists(file)) continue;
                SafeFile.write(file, one.getValue());
                LOG.info("{} came with an archive", file);
                added.add(file);
            }
            return added;
        } catch (IOException e) {
            remove(added);
            throw Refusal.forNow("its settings can't be written: " + e);
        }
    }

    void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} can't be deleted: {}", file, e.toString());
            }
        }
    }
}
