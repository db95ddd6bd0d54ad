package org.patchbay.codec.opus.internal;

/** Sound like speech, always the same: a gliding voice through two moving formants, syllables, and hisses between. */
final class Speech {
    private Speech() {}

    static short[] of(int rateHz, int frames) {
        short[] samples = new short[rateHz / 50 * frames];
        double phase = 0;
        long noise = 1;
        for (int i = 0; i < samples.length; i++) {
            double seconds = (double) i / rateHz;
            double pitch = 120 + 25 * Math.sin(2 * Math.PI * 0.7 * seconds);
            phase += 2 * Math.PI * pitch / rateHz;
            double loud = Math.max(0, Math.sin(2 * Math.PI * 3 * seconds));
            double voice = 0;
            for (int h = 1; h * pitch < 3600; h++) voice += formants(h * pitch, seconds) * Math.sin(h * phase);
            noise = noise * 6364136223846793005L + 1442695040888963407L;
            samples[i] = (short) (5000 * loud * voice + (noise >> 48) * 0.004);
        }
        return samples;
    }

    private static double formants(double hz, double seconds) {
        double first = 500 + 200 * Math.sin(2 * Math.PI * 1.3 * seconds);
        double second = 1600 + 500 * Math.sin(2 * Math.PI * 0.9 * seconds);
        return 1 / (1 + Math.pow((hz - first) / 120, 2)) + 0.5 / (1 + Math.pow((hz - second) / 180, 2));
    }
}
