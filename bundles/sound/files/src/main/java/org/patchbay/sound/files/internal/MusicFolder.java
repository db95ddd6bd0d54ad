package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a folder in the order of their names, looked for anew each time round; our melody when none can be played. */
final class MusicFolder implements MusicClass.Playlist {
    private static final Logger LOG = LoggerFactory.getLogger(MusicFolder.class);

    private final Path folder;
    private final Supplier<List<AudioCodec>> codecs;
    private final Queue<Path> round = new ArrayDeque<>();

    MusicFolder(Path folder, Supplier<List<AudioCodec>> codecs) {
        this.folder = folder;
        this.codecs = codecs;
    }

    @Override
    public SoundInput next() {
        SoundInput next = round.isEmpty() ? null : readable();
        if (next != null) return next;
        round.addAll(files());
        next = readable();
        return next == null ? new Melody() : next;
    }

    private @Nullable SoundInput readable() {
        for (Path file = round.poll(); file != null; file = round.poll()) {
            try {
                return RateInput.at(MusicClass.RATE_HZ, SoundFile.open(file, codecs.get()));
            } catch (IOException unreadable) {
                LOG.warn("{} is left out of the music: {}", file, unreadable.getMessage());
            }
        }
        return null;
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> SoundFile.isSound(file.toString()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            LOG.warn("the music of {} can't be read: {}", folder, unreadable.getMessage());
            return List.of();
        }
    }
}
