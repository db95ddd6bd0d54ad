package org.patchbay.channel.media.internal;

import java.util.Locale;

/**
 * Rates sound from what the network does to it (ITU-T G.107, with the values of a quiet office). G.722 and Opus have no values on the narrowband
 * scale; they are rated as G.711 with concealment, so that the figure tells what the network does to them.
 */
final class EModel {
    /** The rating of a call without any impairment by codec, delay or loss. */
    private static final double BEST = 93.2;
    /** From here on people begin to talk at the same time. */
    private static final double NOTICED_DELAY_MILLIS = 177.3;

    private EModel() {}

    /** What a codec does to the sound (ITU-T G.113 appendix I): by itself, and how well it bears losses. */
    private record Impairment(double equipment, double robustness) {
        static Impairment of(String codec) {
            return switch (codec.toUpperCase(Locale.ROOT)) {
                case "G729" -> new Impairment(11, 19);
                case "GSM" -> new Impairment(26, 10);
                default -> new Impairment(0, 25.1);
            };
        }
    }

    /**
     * Returns the mean opinion score, 1 to 4.5.
     *
     * @param lossShare the share of packets lost, 0 to 1
     * @param averageLoss how many are lost in a row on average, 1 where that isn't known
     * @param delayMillis from mouth to ear
     */
    static double mos(String codec, double lossShare, double averageLoss, double delayMillis) {
        Impairment of = Impairment.of(codec);
        double percent = 100 * lossShare;
        // G.107 section 3.5: how much longer losses are than they would be at random
        double burstiness = Math.max(1, averageLoss * (1 - lossShare));
        double loss = of.equipment + (95 - of.equipment) * percent / (percent / burstiness + of.robustness);
        double delay = 0.024 * delayMillis + 0.11 * Math.max(0, delayMillis - NOTICED_DELAY_MILLIS);
        return mos(BEST - delay - loss);
    }

    private static double mos(double rating) {
        if (rating <= 0) return 1;
        if (rating >= 100) return 4.5;
        return Math.max(1, 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating));
    }
}
