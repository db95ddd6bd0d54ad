package org.patchbay.itest.rtp;

import java.util.Arrays;

/**
 * How far the spectra of two sounds are apart, as an ear may tell and a correlation does not: codecs of speech keep the spectrum and not the
 * wave. The log-spectral distance: the root of the mean square, over bands of 100 Hz of the telephone's 300-3,400 Hz, of the level differences in
 * dB, averaged over frames of 32 ms in which there is sound.
 */
public final class SpectralDistance {
    private static final int BAND_HZ = 100;
    private static final int FIRST_HZ = 300;
    private static final int LAST_HZ = 3400;
    private static final int BANDS = (LAST_HZ - FIRST_HZ) / BAND_HZ;
    private static final double FRAME_SECONDS = 0.032;
    /** What is so much weaker than the loudest frame is silence. */
    private static final double SILENCE = 1e-3;
    /** A band that is so much weaker than those of its frame on the average isn't heard beside them. */
    private static final double COVERED = 1e-3;

    private SpectralDistance() {}

    /**
     * Returns by how many dB {@code heard} differs from {@code said}, shifted to where it is most like it; 0 when they differ in nothing but delay.
     *
     * @throws IllegalArgumentException when their rates differ, or they share no sound
     */
    public static double between(Sound said, Sound heard) {
        if (said.rateHz() != heard.rateHz()) throw new IllegalArgumentException("rates differ: " + heard.rateHz());
        int shift = said.comparedWith(heard).shift();
        int from = Math.max(0, -shift);
        int to = Math.min(said.samples().length, heard.samples().length - shift);
        int frame = Integer.highestOneBit((int) (said.rateHz() * FRAME_SECONDS));
        double[][] mine = spectra(said, from, to, frame);
        double[][] theirs = spectra(heard, from + shift, to + shift, frame);
        double loudest =
                Arrays.stream(mine).mapToDouble(SpectralDistance::sum).max().orElse(0);
        double total = 0;
        int frames = 0;
        for (int i = 0; i < mine.length; i++) {
            if (sum(mine[i]) <= loudest * SILENCE) continue;
            total += distance(mine[i], theirs[i]);
            frames++;
        }
        if (frames == 0) throw new IllegalArgumentException("they share no sound");
        return total / frames;
    }

    /** Returns the distance of each second of {@code said} by itself, the farthest first ({@link Sound#likenessOfSeconds} says why). */
    public static double[] ofSeconds(Sound said, Sound heard) {
        double[] nearest = said.seconds()
                .mapToDouble(piece -> between(piece, heard))
                .sorted()
                .toArray();
        for (int i = 0, j = nearest.length - 1; i < j; i++, j--) {
            double kept = nearest[i];
            nearest[i] = nearest[j];
            nearest[j] = kept;
        }
        return nearest;
    }

    private static double distance(double[] one, double[] other) {
        double floor = sum(one) / BANDS * COVERED;
        double squares = 0;
        for (int band = 0; band < BANDS; band++) {
            double decibels = 10 * Math.log10(Math.max(floor, one[band]) / Math.max(floor, other[band]));
            squares += decibels * decibels;
        }
        return Math.sqrt(squares / BANDS);
    }

    /** Returns the power in each band, frame by frame, each half of the one before further. */
    private static double[][] spectra(Sound sound, int from, int to, int frame) {
        double[][] spectra = new double[Math.max(0, (to - from - frame) / (frame / 2) + 1)][];
        for (int i = 0; i < spectra.length; i++) {
            spectra[i] = bands(
                    Arrays.copyOfRange(sound.samples(), from + i * frame / 2, from + i * frame / 2 + frame),
                    sound.rateHz());
        }
        return spectra;
    }

    private static double[] bands(double[] real, int rateHz) {
        int size = real.length;
        for (int i = 0; i < size; i++) real[i] *= 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size); // Hann
        double[] imaginary = new double[size];
        Fourier.transform(real, imaginary);
        double[] bands = new double[BANDS];
        for (int i = 1; i < size / 2; i++) {
            int band = Math.floorDiv(i * rateHz / size - FIRST_HZ, BAND_HZ);
            if (band >= 0 && band < BANDS) bands[band] += real[i] * real[i] + imaginary[i] * imaginary[i];
        }
        return bands;
    }

    private static double sum(double[] bands) {
        return Arrays.stream(bands).sum();
    }
}
