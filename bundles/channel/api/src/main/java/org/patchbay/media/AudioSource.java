package org.patchbay.media;

import org.osgi.annotation.versioning.ConsumerType;

/** Sound to be played: linear 16-bit mono PCM at 8,000 samples a second. Read by one thread at a time. */
@ConsumerType
@FunctionalInterface
public interface AudioSource {
    /** Fills {@code samples} from its start; returns how many were written, fewer at the end, and -1 after it. */
    int read(short[] samples);
}
