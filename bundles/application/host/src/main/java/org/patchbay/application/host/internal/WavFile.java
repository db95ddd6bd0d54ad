package org.patchbay.application.host.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The sound of a RIFF WAVE file: linear PCM of 8 or 16 bits, any rate, channels mixed to one.
 *
 * @param rateHz 1,000-192,000
 */
record WavFile(int rateHz, short[] samples) {
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;

    /** Says why a file is no WAV file that can be played. */
    static final class FormatException extends Exception {
        private static final long serialVersionUID = 1;

        FormatException(String message) {
            super(message);
        }
    }

    private record Format(int encoding, int channels, int rateHz, int bits) {}

    /** Reads a whole file. */
    static WavFile parse(byte[] file) throws FormatException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || !tag(in).equals("RIFF")) throw new FormatException("not a RIFF file");
        in.getInt();
        if (!tag(in).equals("WAVE")) throw new FormatException("not a WAVE file");
        Format format = null;
        while (in.remaining() >= 8) {
            String name = tag(in);
            long length = Integer.toUnsignedLong(in.getInt());
            // A recorder that was cut off leaves a length that is too large: what is there is played.
            int present = (int) Math.min(length, in.remaining());
            ByteBuffer chunk = in.slice(in.position(), present).order(ByteOrder.LITTLE_ENDIAN);
            if (name.equals("fmt ")) format = format(chunk);
            if (name.equals("data")) {
                if (format == null) throw new FormatException("its data comes before its format");
                return new WavFile(format.rateHz(), mono(chunk, format));
            }
            in.position((int) Math.min(in.limit(), in.position() + present + (length & 1)));
        }
        throw new FormatException("it has no data");
    }

    private static String tag(ByteBuffer in) {
        byte[] name = new byte[4];
        in.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static Format format(ByteBuffer chunk) throws FormatException {
        if (chunk.remaining() < 16) throw new FormatException("its format chunk is too short");
        int encoding = Short.toUnsignedInt(chunk.getShort());
        int channels = Short.toUnsignedInt(chunk.getShort());
        int rateHz = chunk.getInt();
        chunk.position(chunk.position() + 6);
        int bits = Short.toUnsignedInt(chunk.getShort());
        if (encoding == EXTENSIBLE && chunk.remaining() >= 10) {
            encoding = Short.toUnsignedInt(chunk.getShort(chunk.position() + 8));
        }
        if (encoding != PCM || (bits != 8 && bits != 16)) {
            throw new FormatException(
                    "it is not linear PCM of 8 or 16 bits (encoding " + encoding + ", " + bits + " bits)");
        }
        if (channels < 1 || channels > 8) throw new FormatException("it has " + channels + " channels");
        if (rateHz < 1000 || rateHz > 192_000) throw new FormatException("it has " + rateHz + " samples a second");
        return new Format(encoding, channels, rateHz, bits);
    }

    private static short[] mono(ByteBuffer data, Format format) {
        int frames = data.remaining() / (format.channels() * format.bits() / 8);
        var samples = new short[frames];
        for (int frame = 0; frame < frames; frame++) {
            int sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += format.bits() == 16 ? data.getShort() : (Byte.toUnsignedInt(data.get()) - 128) << 8;
            }
            samples[frame] = (short) (sum / format.channels());
        }
        return samples;
    }
}
