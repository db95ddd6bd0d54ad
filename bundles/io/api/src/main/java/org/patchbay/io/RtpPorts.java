package org.patchbay.io;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Opens the RTP ports of the server: an even port for RTP and the odd one above it for RTCP (RFC 3550 section 11). */
@ProviderType
public interface RtpPorts {
    /**
     * Binds a free pair of the configured range. May be called from any thread; does not wait.
     *
     * @throws NoFreePortException when every pair of the range is in use; the caller answers 503 or clears with cause 34
     */
    RtpPort open();

    /** Returns the pairs that are open now. */
    List<RtpPort> inUse();

    /** Returns how many pairs the configured range has. */
    int capacity();
}
