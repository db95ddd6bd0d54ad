package org.patchbay.sip.channel.internal;

import java.util.Optional;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;

/** The INVITE that makes a leg, ours or the peer's, up to its final response. */
sealed interface Setup permits IncomingInvite, OutgoingInvite {
    /** Tells an incoming peer that the called side is alerted. */
    default void ring() {}

    /** Gives an incoming peer early media. */
    default void progress(MediaFormat accepted) {}

    /** Answers an incoming peer. */
    default void answer(MediaFormat accepted) {}

    /** Returns who was reached, as the callee's responses say. */
    default Optional<Party> reached() {
        return Optional.empty();
    }

    /** Has the responses to an incoming peer say who was reached. */
    default void connected(Party callee) {}

    /** Ends the attempt because the call wants it. */
    void abandon(Cause cause);

    /** Takes a CANCEL for the INVITE, which has been answered itself. */
    default void cancelled(Cause cause) {}

    /** Takes a BYE before the final response, which has been answered itself. */
    default void ended(Cause cause) {}

    /** Tells whether the peer may send requests in a dialog with {@code tag} already. */
    boolean knows(String tag);

    /** Refuses an offer that comes while the one of the INVITE is not answered. */
    void refuseOffer(IncomingRequest request);
}
