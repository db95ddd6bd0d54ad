package org.patchbay.channel;

import org.osgi.annotation.versioning.ConsumerType;

/** Decides what a call does. The PBX attaches one; without one calls wait, ring and keep talking. */
@ConsumerType
@FunctionalInterface
public interface CallRouter {
    /**
     * Runs the logic of {@code call} from its {@link Call#position()} to its end, on the call's virtual thread. {@link CallEnded}
     * and {@link LogicReplaced} pass through; a call that is still up when this returns is cleared.
     */
    void route(Call call);
}
