package org.patchbay.pbx.files.internal;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.patchbay.pbx.FileHistory.Generation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file whose every version is put in force or refused at once, and says which. Used by one thread at a time.
 *
 * @param kept is told the text of each version that is put in force
 */
record LastGood(WatchedFile file, Report report, InstantSource clock, Consumer<String> kept) {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    /** Reads the file as it is now; empty when that is refused, and what was in force is to stay so. */
    <T> Optional<T> read(String what, Function<Yaml, T> parser, ToIntFunction<T> entries) {
        try {
            String text = file.text();
            T content = parser.apply(YamlReader.read(text));
            String generation = Generation.id(text.getBytes(StandardCharsets.UTF_8));
            report.inForce(clock.instant(), entries.applyAsInt(content), what, generation);
            kept.accept(text);
            return Optional.of(content);
        } catch (Refusal refusal) {
            report.refused(refusal);
            return Optional.empty();
        }
    }

    /** Says so when others can read the passwords in it; returns whether. */
    boolean warnOfReaders() {
        if (!file.readableByOthers()) return false;
        LOG.warn("{}: other users of this machine can read the passwords; chmod 600 would end that", report.path());
        return true;
    }
}
