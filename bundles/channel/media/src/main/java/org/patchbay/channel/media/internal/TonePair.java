package org.patchbay.channel.media.internal;

/** Tells which key's pair of tones a block of 12.75 ms is, within the limits of ITU-T Q.24. Used by one thread; allocates nothing. */
final class TonePair {
    /** What {@link #key} returns when the block is no key's. */
    static final char NONE = 0;

    private static final double BLOCK_SECONDS = 102.0 / 8000;
    /** Q.24 has receivers take what is 4 dB stronger in the upper tone, and 8 dB in the lower. */
    private static final double UPPER_STRONGER = 2.52;

    private static final double LOWER_STRONGER = 6.31;
    /** How far the tones stand above the others of their group. */
    private static final double ABOVE_OTHERS = 6.31;
    /**
     * What the pair has of the whole block at least. A tone that is 1.5 % off and must be taken still has so much at this length of a block; a pair that is
     * 3.5 % off has less, and so has a block that is not filled, and a voice with its many harmonics.
     */
    private static final double SHARE = 0.80;
    /** Below this a tone is noise: -39 dBm0. */
    private static final double FAINTEST_AMPLITUDE = 250;

    private final Goertzel[] rows = new Goertzel[DigitTones.count()];
    private final Goertzel[] columns = new Goertzel[DigitTones.count()];
    private final double[] rowPowers = new double[DigitTones.count()];
    private final double[] columnPowers = new double[DigitTones.count()];
    private final int block;
    private double energy;
    private int taken;

    TonePair(int rateHz) {
        this.block = (int) (rateHz * BLOCK_SECONDS);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Goertzel(DigitTones.rowHz(i), rateHz);
            columns[i] = new Goertzel(DigitTones.columnHz(i), rateHz);
        }
    }

    /** Returns the samples of a block. */
    int block() {
        return block;
    }

    /** Takes the next sample; returns whether the block is complete, and {@link #key} has something to say. */
    boolean take(short sample) {
        for (int i = 0; i < rows.length; i++) {
            rows[i].take(sample);
            columns[i].take(sample);
        }
        energy += (double) sample * sample;
        taken++;
        return taken == block;
    }

    /** Returns the key of the block that is complete, and begins the next. */
    char key() {
        int row = strongest(rows, rowPowers);
        int column = strongest(columns, columnPowers);
        boolean key =
                alone(rowPowers, row) && alone(columnPowers, column) && pair(rowPowers[row], columnPowers[column]);
        energy = 0;
        taken = 0;
        return key ? DigitTones.key(row, column) : NONE;
    }

    private boolean pair(double row, double column) {
        double faintest = Math.pow(FAINTEST_AMPLITUDE * block / 2, 2);
        return row >= faintest
                && column >= faintest
                && column <= row * UPPER_STRONGER
                && row <= column * LOWER_STRONGER
                && row + column >= SHARE * energy * block / 2;
    }

    private static int strongest(Goertzel[] tones, double[] powers) {
        int strongest = 0;
        for (int i = 0; i < tones.length; i++) {
            powers[i] = tones[i].power();
            if (powers[i] > powers[strongest]) strongest = i;
        }
        return strongest;
    }

    private static boolean alone(double[] powers, int strongest) {
        for (int i = 0; i < powers.length; i++) {
            if (i != strongest && powers[i] * ABOVE_OTHERS > powers[strongest]) return false;
        }
        return true;
    }
}
