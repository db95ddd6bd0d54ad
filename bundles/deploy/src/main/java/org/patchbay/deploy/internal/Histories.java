package org.patchbay.deploy.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The histories of all features, each in a file {@code <folder>/<feature>/state.properties}. Used by one thread. */
final class Histories {
    private static final Logger LOG = LoggerFactory.getLogger(Histories.class);
    private static final String NAME = "state.properties";
    private final Path folder;
    private final Map<String, History> byFeature = new TreeMap<>();

    private Histories(Path folder) {
        this.folder = folder;
    }

    /** Reads what an earlier process or deployer has left. A file that can't be read is as good as none, and the log says so. */
    static Histories read(Path folder) {
        Histories histories = new Histories(folder);
        if (!Files.isDirectory(folder)) return histories;
        try (DirectoryStream<Path> features = Files.newDirectoryStream(folder, Files::isDirectory)) {
            features.forEach(histories::readOne);
        } catch (IOException e) {
            LOG.error("{} can't be read: {}", folder, e.toString());
        }
        return histories;
    }

    private void readOne(Path feature) {
        Path file = feature.resolve(NAME);
        if (!Files.exists(file)) return;
        try {
            byFeature.put(String.valueOf(feature.getFileName()), HistoryText.read(Files.readString(file, UTF_8)));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.error("{} can't be read, and what was rolled back or tried may be used: {}", file, e.toString());
        }
    }

    Set<String> features() {
        return new TreeSet<>(byFeature.keySet());
    }

    History of(String feature) {
        return byFeature.getOrDefault(feature, History.EMPTY);
    }

    /** Changes what is remembered; it is on the disk when this returns, or the log says why not. */
    void change(String feature, UnaryOperator<History> change) {
        put(feature, change.apply(of(feature)));
    }

    void put(String feature, History history) {
        if (history.equals(of(feature))) return;
        byFeature.put(feature, history);
        try {
            SafeFile.write(
                    folder.resolve(feature).resolve(NAME),
                    HistoryText.write(history).getBytes(UTF_8));
        } catch (IOException e) {
            LOG.error("what is deployed of {} can't be remembered for the next start: {}", feature, e.toString());
        }
    }
}
