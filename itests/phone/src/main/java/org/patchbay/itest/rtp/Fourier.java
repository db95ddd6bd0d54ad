package org.patchbay.itest.rtp;

/** The fast Fourier transform, radix 2, in place, on real and imaginary parts. */
final class Fourier {
    private Fourier() {}

    /** Returns, circularly, the sum over i of {@code a[i] * b[i + shift]} for every shift; negative ones are at the end. */
    static double[] crossCorrelation(double[] a, double[] b) {
        int size = Integer.highestOneBit(a.length + b.length) * 2;
        double[] aReal = java.util.Arrays.copyOf(a, size);
        double[] aImaginary = new double[size];
        double[] bReal = java.util.Arrays.copyOf(b, size);
        double[] bImaginary = new double[size];
        transform(aReal, aImaginary);
        transform(bReal, bImaginary);
        for (int i = 0; i < size; i++) {
            // conj(A) * B, conjugated once more so that the forward transform serves as the inverse one
            double real = aReal[i] * bReal[i] + aImaginary[i] * bImaginary[i];
            double imaginary = aReal[i] * bImaginary[i] - aImaginary[i] * bReal[i];
            aReal[i] = real;
            aImaginary[i] = -imaginary;
        }
        transform(aReal, aImaginary);
        return aReal;
    }

    static void transform(double[] real, double[] imaginary) {
        int size = real.length;
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            double step = -Math.PI / half;
            for (int k = 0; k < half; k++) {
                double cos = Math.cos(step * k);
                double sin = Math.sin(step * k);
                for (int i = k; i < size; i += 2 * half) butterfly(real, imaginary, i, i + half, cos, sin);
            }
        }
    }

    private static void butterfly(double[] real, double[] imaginary, int i, int j, double cos, double sin) {
        double r = real[j] * cos - imaginary[j] * sin;
        double m = real[j] * sin + imaginary[j] * cos;
        real[j] = real[i] - r;
        imaginary[j] = imaginary[i] - m;
        real[i] += r;
        imaginary[i] += m;
    }

    private static void reorder(double[] real, double[] imaginary) {
        int size = real.length;
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
