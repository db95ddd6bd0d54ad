package org.patchbay.sound.files.internal;

/**
 * A quiet melody of our own, for music on hold that nobody has put a file for: notes of a pentatonic scale, struck and fading, which come
 * round after half a minute.
 */
final class Melody implements SoundInput {
    private static final int RATE_HZ = 8000;
    private static final int NOTE_SAMPLES = RATE_HZ * 2 / 5;
    private static final double AMPLITUDE = 2600;
    private static final double FADING = 2.2; // by e in so many notes
    // steps of the scale above the lowest note; a dash is a rest
    private static final String NOTES =
            "0245-542" + "0257-754" + "2457-742" + "0542-420" + "4579-975" + "4257-542" + "0245-420" + "0-2-0---";
    private static final double LOWEST_HZ = 261.63;
    private static final int[] SCALE = {0, 2, 4, 7, 9};

    private long position;

    @Override
    public int rateHz() {
        return RATE_HZ;
    }

    /** Returns after how many samples it comes round. */
    static int length() {
        return NOTES.length() * NOTE_SAMPLES;
    }

    @Override
    public int read(short[] samples) {
        if (position >= length()) return -1;
        int count = (int) Math.min(samples.length, length() - position);
        for (int i = 0; i < count; i++, position++) samples[i] = sample();
        return count;
    }

    private short sample() {
        int number = (int) (position / NOTE_SAMPLES);
        double sum = 0;
        // what was struck before still fades while the next begins
        for (int back = 0; back < 2; back++)
            sum += note(number - back, (position % NOTE_SAMPLES) + (long) back * NOTE_SAMPLES);
        return (short) Math.round(AMPLITUDE * sum);
    }

    private static double note(int number, long since) {
        if (number < 0 || NOTES.charAt(number) == '-') return 0;
        double seconds = (double) since / RATE_HZ;
        double hz = hz(NOTES.charAt(number) - '0');
        double attack = Math.min(1, since / 80.0);
        double fading = Math.exp(-FADING * since / NOTE_SAMPLES);
        double end = Math.min(1, (2.0 * NOTE_SAMPLES - since) / 400);
        double wave = Math.sin(2 * Math.PI * hz * seconds) + 0.3 * Math.sin(4 * Math.PI * hz * seconds);
        return attack * fading * end * wave;
    }

    private static double hz(int step) {
        int octave = step / SCALE.length;
        return LOWEST_HZ * Math.pow(2, octave + SCALE[step % SCALE.length] / 12.0);
    }

    @Override
    public void close() {}
}
