package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sound in a RIFF WAVE file. Its chunks may come in any order. A recorder that was cut off leaves lengths that are too large, or zero:
 * what is there is played.
 */
final class WavHeader {
    private static final int RIFF = 0x46464952; // little endian
    private static final int RF64 = 0x34364652;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int MOST_CHUNKS = 1000;

    private final OctetInput file;
    private @Nullable Format format;
    private long dataAt = -1;
    private long dataLength;

    private record Format(Samples coding, int channels, int rateHz) {}

    private WavHeader(OctetInput file) {
        this.file = file;
    }

    static SoundInput open(OctetInput file) throws IOException {
        ByteBuffer in = file.atLeast(12);
        if (in.remaining() < 12)
            throw new UnreadableSoundException("not a WAV file: it has " + in.remaining() + " octets");
        int riff = in.getInt();
        in.getInt();
        if ((riff != RIFF && riff != RF64) || in.getInt() != WAVE) {
            throw new UnreadableSoundException("not a WAV file: it does not begin with RIFF and WAVE");
        }
        return new WavHeader(file).find();
    }

    private SoundInput find() throws IOException {
        for (int number = 0; number < MOST_CHUNKS && (format == null || dataAt < 0); number++) {
            ByteBuffer in = file.atLeast(8);
            if (in.remaining() < 8) break;
            int name = in.getInt();
            chunk(name, Integer.toUnsignedLong(in.getInt()));
        }
        Format found = format;
        if (found == null) throw new UnreadableSoundException("not a WAV file: it does not say its format");
        if (dataAt < 0) throw new UnreadableSoundException("not a WAV file: it has no sound in it");
        file.position(dataAt);
        return new PlainInput(file, found.coding(), found.channels(), found.rateHz(), dataLength);
    }

    private void chunk(int name, long length) throws IOException {
        long at = file.position();
        if (name == FORMAT) format = format(file.atLeast(40), length);
        if (name == DATA && dataAt < 0) {
            dataAt = at;
            dataLength = length == 0 ? file.size() - at : length;
        }
        next(at + length, length);
    }

    /** Goes to the next chunk, over the octet that pads an odd length, if it is there as it should be. */
    private void next(long end, long length) throws IOException {
        file.position(end);
        if ((length & 1) == 0) return;
        ByteBuffer in = file.atLeast(1);
        if (in.hasRemaining() && in.get(in.position()) == 0) in.get();
    }

    private static Format format(ByteBuffer in, long length) throws UnreadableSoundException {
        if (length < 16 || in.remaining() < 16) throw new UnreadableSoundException("its format is cut off");
        int start = in.position();
        int encoding = Short.toUnsignedInt(in.getShort(start));
        int channels = Short.toUnsignedInt(in.getShort(start + 2));
        int rateHz = in.getInt(start + 4);
        int bits = Short.toUnsignedInt(in.getShort(start + 14));
        // WAVE_FORMAT_EXTENSIBLE: what it is stands at the beginning of the sub-format
        if (encoding == 0xFFFE && length >= 26 && in.remaining() >= 26)
            encoding = Short.toUnsignedInt(in.getShort(start + 24));
        if (channels < 1 || channels > 8) throw new UnreadableSoundException("it has " + channels + " channels");
        if (rateHz < 1000 || rateHz > 192_000) {
            throw new UnreadableSoundException("it has " + Integer.toUnsignedString(rateHz) + " samples a second");
        }
        return new Format(coding(encoding, bits), channels, rateHz);
    }

    private static Samples coding(int encoding, int bits) throws UnreadableSoundException {
        return switch (encoding << 8 | Math.min(bits, 255)) {
            case 1 << 8 | 8 -> Samples.PCM8;
            case 1 << 8 | 16 -> Samples.PCM16;
            case 1 << 8 | 24 -> Samples.PCM24;
            case 1 << 8 | 32 -> Samples.PCM32;
            case 3 << 8 | 32 -> Samples.FLOAT32;
            case 3 << 8 | 64 -> Samples.FLOAT64;
            case 6 << 8 | 8 -> Samples.A_LAW;
            case 7 << 8 | 8 -> Samples.MU_LAW;
            default ->
                throw new UnreadableSoundException(
                        "it is encoded in a way that is not read (format " + encoding + ", " + bits + " bits)");
        };
    }
}
