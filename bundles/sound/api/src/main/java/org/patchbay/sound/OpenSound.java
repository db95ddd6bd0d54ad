package org.patchbay.sound;

import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.media.AudioSource;

/** Sound that is read ahead of whoever plays it, so that {@link #read} never waits: what comes too late is silence meanwhile. */
@ProviderType
public interface OpenSound extends AudioSource, AutoCloseable {
    /** Ends it, also before its end. May be called by any thread, twice. */
    @Override
    void close();
}
