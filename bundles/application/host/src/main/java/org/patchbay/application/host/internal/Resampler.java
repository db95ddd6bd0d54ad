package org.patchbay.application.host.internal;

/** Brings sound to 8,000 samples a second with a windowed sinc, so that nothing above 4 kHz folds back into it. */
final class Resampler {
    private static final int RATE_HZ = 8000;
    private static final int HALF_WIDTH = 16;

    private Resampler() {}

    static short[] to8kHz(WavFile file) {
        if (file.rateHz() == RATE_HZ) return file.samples();
        double ratio = (double) file.rateHz() / RATE_HZ;
        double cutoff = Math.min(1, 1 / ratio);
        var out = new short[(int) (file.samples().length / ratio)];
        for (int i = 0; i < out.length; i++) out[i] = at(file.samples(), i * ratio, cutoff);
        return out;
    }

    private static short at(short[] in, double center, double cutoff) {
        double reach = HALF_WIDTH / cutoff;
        int first = Math.max(0, (int) Math.ceil(center - reach));
        int last = Math.min(in.length - 1, (int) Math.floor(center + reach));
        double sum = 0;
        for (int i = first; i <= last; i++) sum += in[i] * weight(center - i, cutoff, reach);
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static double weight(double distance, double cutoff, double reach) {
        double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
        double x = Math.PI * distance * cutoff;
        return cutoff * (x == 0 ? 1 : Math.sin(x) / x) * window;
    }
}
