package org.patchbay.channel.media.internal;

import org.patchbay.media.AudioSource;
import org.patchbay.media.MediaSession.Digit;

/** A digit as sound: as loud as ETSI ES 201 235-2 has it, the upper tone 2 dB above the lower, and the pause after it. */
final class DigitSound implements AudioSource {
    static final int PAUSE_MILLIS = 60;
    private static final int SHORTEST_MILLIS = 60;
    // -8 and -6 dBm0, where a sine of full scale is 3.14 dBm0
    private static final double ROW_AMPLITUDE = 9090;
    private static final double COLUMN_AMPLITUDE = 11_440;

    private final double rowStep;
    private final double columnStep;
    private final int toneSamples;
    private final int samples;
    private int at;

    DigitSound(Digit digit, int rateHz) {
        this.rowStep = 2 * Math.PI * DigitTones.rowHz(DigitTones.row(digit.digit())) / rateHz;
        this.columnStep = 2 * Math.PI * DigitTones.columnHz(DigitTones.column(digit.digit())) / rateHz;
        this.toneSamples = Math.max(SHORTEST_MILLIS, digit.millis()) * (rateHz / 1000);
        this.samples = toneSamples + PAUSE_MILLIS * (rateHz / 1000);
    }

    @Override
    public int read(short[] into) {
        int count = Math.min(into.length, samples - at);
        if (count <= 0) return -1;
        for (int i = 0; i < count; i++, at++) into[i] = at < toneSamples ? tone() : 0;
        return count;
    }

    private short tone() {
        return (short)
                Math.round(ROW_AMPLITUDE * Math.sin(rowStep * at) + COLUMN_AMPLITUDE * Math.sin(columnStep * at));
    }
}
