package org.patchbay.media;

import org.osgi.annotation.versioning.ConsumerType;

/** Sound to be played: linear 16-bit mono PCM at {@link #rateHz()} samples a second. Read by one thread at a time. */
@ConsumerType
@FunctionalInterface
public interface AudioSource {
    /** Fills {@code samples} from its start; returns how many were written, fewer at the end, and -1 after it. */
    int read(short[] samples);

    /** Returns the samples a second, which never change: 8,000, or 16,000 of wide band. */
    default int rateHz() {
        return 8000;
    }
}
