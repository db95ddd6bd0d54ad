package org.patchbay.codec.opus.internal;

import java.util.Arrays;

/** How unlike two sounds are to the ear, for codecs that don't keep the wave. */
final class Spectrum {
    private static final int LOWEST_HZ = 200;
    private static final int HIGHEST_HZ = 3200;
    private static final int STEP_HZ = 100;

    private Spectrum() {}

    /** Returns the log-spectral distance in dB, from 200 to 3,200 Hz, over the loud ones of the frames of 20 ms, after lining both up. */
    static double distance(short[] sent, short[] heard, int rateHz) {
        int delay = delay(sent, heard, rateHz / 25);
        int frame = rateHz / 50;
        double loud =
                Arrays.stream(powers(sent, 0, sent.length - frame, rateHz)).sum() * 0.1;
        double sum = 0;
        int counted = 0;
        for (int at = 10 * frame; at + frame + delay <= heard.length; at += frame) {
            double[] one = powers(sent, at, frame, rateHz);
            if (Arrays.stream(one).sum() < loud) continue;
            sum += distance(one, powers(heard, at + delay, frame, rateHz));
            counted++;
        }
        return sum / counted;
    }

    private static double distance(double[] one, double[] other) {
        double floor = Arrays.stream(one).max().orElse(1) * 1e-3;
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double decibels = 10 * Math.log10((one[i] + floor) / (other[i] + floor));
            sum += decibels * decibels;
        }
        return Math.sqrt(sum / one.length);
    }

    private static int delay(short[] sent, short[] heard, int most) {
        int best = 0;
        double highest = 0;
        for (int lag = 0; lag < most; lag++) {
            double product = 0;
            for (int i = 0; i + lag < heard.length; i += 3) product += (double) sent[i] * heard[i + lag];
            if (product > highest) {
                highest = product;
                best = lag;
            }
        }
        return best;
    }

    private static double[] powers(short[] samples, int from, int count, int rateHz) {
        double[] powers = new double[(HIGHEST_HZ - LOWEST_HZ) / STEP_HZ];
        for (int k = 0; k < powers.length; k++)
            powers[k] = power(samples, from, count, (double) (LOWEST_HZ + k * STEP_HZ) / rateHz);
        return powers;
    }

    private static double power(short[] samples, int from, int count, double frequency) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < count; i++) {
            double windowed = samples[from + i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / count));
            real += windowed * Math.cos(2 * Math.PI * frequency * i);
            imaginary += windowed * Math.sin(2 * Math.PI * frequency * i);
        }
        return (real * real + imaginary * imaginary) / count;
    }
}
