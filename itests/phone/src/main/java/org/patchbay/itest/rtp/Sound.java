package org.patchbay.itest.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples of one channel, and what can be said of them. */
public record Sound(int rateHz, double[] samples) {

    public static Sound of(int rateHz, short[] samples) {
        double[] values = new double[samples.length];
        for (int i = 0; i < values.length; i++) values[i] = samples[i];
        return new Sound(rateHz, values);
    }

    /** Reads a WAV file of 16 bit samples with one channel. */
    public static Sound read(Path wav) {
        return read(wav, 1, 0);
    }

    /** Reads one channel of a WAV file of 16 bit samples with {@code channels} of them. */
    public static Sound read(Path wav, int channels, int channel) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            int rate = 0;
            for (int at = 12; at + 8 <= file.limit(); ) {
                String chunk = new String(file.array(), at, 4, java.nio.charset.StandardCharsets.US_ASCII);
                int length = Math.min(file.getInt(at + 4), file.limit() - at - 8);
                if (chunk.equals("fmt ")) rate = checkedRate(wav, channels, file, at + 8);
                if (chunk.equals("data"))
                    return of(rate, shorts(file, at + 8 + 2 * channel, length / 2 / channels, 2 * channels));
                at += 8 + length + length % 2;
            }
            throw new IllegalArgumentException("no sound in " + wav);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int checkedRate(Path wav, int channels, ByteBuffer file, int at) {
        if (file.getShort(at + 2) != channels || file.getShort(at + 14) != 16) {
            throw new IllegalArgumentException(wav + " is not of 16 bits and " + channels + " channels");
        }
        return file.getInt(at + 4);
    }

    private static short[] shorts(ByteBuffer file, int at, int count, int step) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = file.getShort(at + step * i);
        return samples;
    }

    /** Returns the share of the sound's energy that lies at {@code frequencyHz}: 1 for a clean tone (Goertzel). */
    public double shareAt(double frequencyHz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / rateHz);
        double before = 0;
        double last = 0;
        double energy = 0;
        for (double sample : samples) {
            double next = sample + coefficient * last - before;
            before = last;
            last = next;
            energy += sample * sample;
        }
        double power = last * last + before * before - coefficient * last * before;
        return energy == 0 ? 0 : 2 * power / (samples.length * energy);
    }

    /**
     * Returns how much {@code other} is like this: the correlation coefficient at the shift where it is highest, over the part
     * that both have; 1 when they differ in nothing but delay and loudness.
     */
    public Likeness comparedWith(Sound other) {
        double[] products = Fourier.crossCorrelation(samples, other.samples);
        int best = 0;
        for (int i = 1; i < products.length; i++) if (products[i] > products[best]) best = i;
        int shift = best > products.length / 2 ? best - products.length : best;
        return likenessAt(other, shift);
    }

    /**
     * Returns how much {@code other} is like each second of this by itself, the least alike first: where the network was late, 20 ms may have been
     * made up or left out, and what follows is shifted.
     */
    public double[] likenessOfSeconds(Sound other) {
        return seconds()
                .mapToDouble(piece -> piece.comparedWith(other).correlation())
                .sorted()
                .toArray();
    }

    /** Returns each second by itself, but for the first and the last two. */
    Stream<Sound> seconds() {
        return IntStream.range(1, samples.length / rateHz - 2)
                .mapToObj(second ->
                        new Sound(rateHz, Arrays.copyOfRange(samples, second * rateHz, (second + 1) * rateHz)));
    }

    private Likeness likenessAt(Sound other, int shift) {
        int from = Math.max(0, -shift);
        int to = Math.min(samples.length, other.samples.length - shift);
        double mine = 0;
        double theirs = 0;
        double both = 0;
        for (int i = from; i < to; i++) {
            mine += samples[i] * samples[i];
            theirs += other.samples[i + shift] * other.samples[i + shift];
            both += samples[i] * other.samples[i + shift];
        }
        return new Likeness(both / Math.sqrt(mine * theirs), shift, to - from);
    }

    /** The correlation, how many samples later the other sound is, and over how many samples they were compared. */
    public record Likeness(double correlation, int shift, int length) {}
}
