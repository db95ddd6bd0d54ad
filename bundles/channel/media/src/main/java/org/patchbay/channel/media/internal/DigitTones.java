package org.patchbay.channel.media.internal;

/** The pairs of tones that keys make (ITU-T Q.23). */
final class DigitTones {
    private static final int[] ROWS_HZ = {697, 770, 852, 941};
    private static final int[] COLUMNS_HZ = {1209, 1336, 1477, 1633};
    private static final String KEYS = "123A456B789C*0#D";

    private DigitTones() {}

    /** Returns how many rows, and how many columns, there are. */
    static int count() {
        return ROWS_HZ.length;
    }

    static int rowHz(int row) {
        return ROWS_HZ[row];
    }

    static int columnHz(int column) {
        return COLUMNS_HZ[column];
    }

    static char key(int row, int column) {
        return KEYS.charAt(row * COLUMNS_HZ.length + column);
    }

    /** Returns the row of a key, or throws when there is no such key. */
    static int row(char key) {
        return index(key) / COLUMNS_HZ.length;
    }

    /** Returns the column of a key, or throws when there is no such key. */
    static int column(char key) {
        return index(key) % COLUMNS_HZ.length;
    }

    private static int index(char key) {
        int index = KEYS.indexOf(key);
        if (index < 0) throw new IllegalArgumentException("no key " + key);
        return index;
    }
}
