package org.patchbay.media;

import org.osgi.annotation.versioning.ProviderType;

/** Opens the media of a leg. May be called from any thread. */
@ProviderType
public interface MediaSessions {
    /**
     * Reserves ports for one leg.
     *
     * @throws MediaUnavailableException when no port is free; the caller clears with {@code Cause.NO_CIRCUIT}
     */
    MediaSession open();

    /** Makes the media of one leg that may need no ports, because its peer may send to another's. */
    default MediaSession prepare() {
        return open();
    }
}
