package org.patchbay.sound.files.internal;

import java.io.IOException;

/** Sound that is being read from its beginning to its end: linear, 16 bits, mono. Waits for a disk, so it is never read by who plays. */
interface SoundInput extends AutoCloseable {
    int rateHz();

    /** Fills {@code samples} from its start; returns how many were written, at least one, and -1 at the end. */
    int read(short[] samples) throws IOException;

    @Override
    void close() throws IOException;
}
