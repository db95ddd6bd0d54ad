package org.patchbay.io;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Sees RTP packets as they pass. Called on the relay loop: must not block, allocate much, or keep {@code packet}. */
@ConsumerType
@FunctionalInterface
public interface RtpTap {
    /** Takes a whole RTP packet, header first, between position and limit; the tap leaves the buffer's content alone. */
    void received(ByteBuffer packet);

    /** Tells whether its packets are relayed as well; of {@link RtpPort#tap} alone. Called on the relay loop, for each. */
    default boolean passes() {
        return true;
    }
}
