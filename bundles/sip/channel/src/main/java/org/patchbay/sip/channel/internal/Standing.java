package org.patchbay.sip.channel.internal;

import java.util.Optional;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.sdp.Negotiation;

/**
 * How a leg stands with one peer. Each device that a proxy brings our INVITE to is a peer of its own until one has answered
 * (RFC 3261 section 13.2.2.4): plain data, so that the leg turns from one to the other.
 *
 * @param agreed our side of what is agreed on
 * @param remote what the peer described last
 */
record Standing(Dialog dialog, Negotiation negotiation, MediaFormat agreed, Optional<MediaDescription> remote) {
    Standing with(Dialog other) {
        return new Standing(other, negotiation, agreed, remote);
    }
}
