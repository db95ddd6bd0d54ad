package org.patchbay.channel;

import java.util.Optional;

/**
 * Who transfers a call, as verified: what it may dial is what the transferred may.
 *
 * @param number its number
 * @param context the dialplan context that its calls enter
 * @param subscriber whose credentials were verified; empty when the peer is none of ours
 * @param withheld whether nobody that is rung may be told its number, as {@link Party#withheld}
 */
public record Transferor(String number, String context, Optional<AddressOfRecord> subscriber, boolean withheld) {
    /** Makes a transferor that may be shown to everybody. */
    public Transferor(String number, String context, Optional<AddressOfRecord> subscriber) {
        this(number, context, subscriber, false);
    }
}
