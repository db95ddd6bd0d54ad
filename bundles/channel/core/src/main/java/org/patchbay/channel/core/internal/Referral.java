package org.patchbay.channel.core.internal;

import org.patchbay.channel.Cause;
import org.patchbay.channel.TransferProgress;

/**
 * What a call that a leg was transferred to tells the one that it came from. Called by tasks of the new call; each posts to the
 * other and waits for nothing. After one of the last three nothing more is told.
 */
interface Referral {
    /** Somebody is being alerted. */
    void alerting();

    /** The leg has been put through, and stays. */
    void connected();

    /** Nothing came of it: {@code leg} goes back. {@code cause} clears it when nobody is there any more. */
    void failed(Leg leg, TransferProgress why, Cause cause);

    /** The leg has hung up. */
    void gone();
}
