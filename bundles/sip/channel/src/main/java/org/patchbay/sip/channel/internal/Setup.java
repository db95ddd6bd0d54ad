package org.patchbay.sip.channel.internal;

import java.util.Optional;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;

/** The INVITE that makes a leg, ours or the peer's, up to its final response. */
sealed interface Setup permits IncomingInvite, OutgoingInvite, Setup.Over {
    /** Stands for an INVITE that has its ACK: of a call that is up, nothing of it is kept. */
    record Over() implements Setup {
        @Override
        public void abandon(Cause cause) {}

        @Override
        public boolean turnsTo(String tag) {
            return false;
        }

        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public void refuseOffer(IncomingRequest request) {
            throw new IllegalStateException("the offer of the INVITE was answered");
        }
    }

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

    /** Takes a PRACK (RFC 3262 section 3); false when it acknowledges nothing. */
    default boolean acknowledged(IncomingRequest prack) {
        return false;
    }

    /** Turns the leg to the dialog with the peer's {@code tag}, if there is one already. */
    boolean turnsTo(String tag);

    /** Tells whether the first offer has its answer, so that the peer may make another by UPDATE. */
    boolean settled();

    /** Refuses an offer that comes while the one of the INVITE is not answered. */
    void refuseOffer(IncomingRequest request);
}
