package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.patchbay.media.AudioCodec;

/** Opens sound files of every kind that is read here. */
final class SoundFile {
    /** How the names of sound files end, the first to be looked for first. */
    static final List<String> ENDINGS = List.of(".wav", ".opus", ".ogg", ".sln16", ".sln", ".ulaw", ".alaw");

    private static final int OGG = 0x5367674f; // OggS, little endian
    private static final int CAPACITY = 16_384;

    private SoundFile() {}

    static boolean isSound(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /**
     * Opens a file at its own rate.
     *
     * @throws IOException when it can't be read, or is no sound; says why
     */
    static SoundInput open(Path file, List<AudioCodec> codecs) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return open(channel, String.valueOf(file.getFileName()), codecs);
        } catch (IOException | RuntimeException unreadable) {
            channel.close();
            throw unreadable;
        }
    }

    /** As {@link #open(Path, List)}, whatever the file lies in. */
    static SoundInput open(SeekableByteChannel file, String name, List<AudioCodec> codecs) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".ulaw")) return raw(file, Samples.MU_LAW, 8000);
        if (lower.endsWith(".alaw")) return raw(file, Samples.A_LAW, 8000);
        if (lower.endsWith(".sln")) return raw(file, Samples.PCM16, 8000);
        if (lower.endsWith(".sln16")) return raw(file, Samples.PCM16, 16_000);
        var in = new OctetInput(file, CAPACITY);
        ByteBuffer start = in.atLeast(4);
        boolean ogg = start.remaining() >= 4 && start.getInt(start.position()) == OGG;
        return ogg || lower.endsWith(".opus") || lower.endsWith(".ogg") ? opus(file, codecs) : WavHeader.open(in);
    }

    private static SoundInput raw(SeekableByteChannel file, Samples coding, int rateHz) throws IOException {
        return new PlainInput(new OctetInput(file, CAPACITY), coding, 1, rateHz, Long.MAX_VALUE);
    }

    private static SoundInput opus(SeekableByteChannel file, List<AudioCodec> codecs) throws IOException {
        AudioCodec codec = OggOpusInput.opus(codecs);
        if (codec == null) throw new UnreadableSoundException("there is no codec here that decodes Opus");
        file.position(0);
        return new OggOpusInput(new OctetInput(file, 2 * OggPage.LARGEST), codec);
    }
}
