package org.patchbay.sip;

import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.channel.Party;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;

/** Recognises the other servers that this one is connected with. Thread-safe, never blocks. */
@ProviderType
public interface PeerRecognizer {
    /** Tells which peer sent an INVITE that begins a call; empty when it is from anybody else, who must be verified otherwise. */
    Optional<Peer> recognize(IncomingRequest invite);

    /**
     * A peer and its call.
     *
     * @param name the peer's, by which {@link RequestAuthenticator} knows it
     * @param caller who calls, as far as the peer is believed
     * @param dialled the number that the peer wants to reach; empty when it names none
     * @param context the dialplan context that the call enters
     * @param channelsMax how many calls there may be with the peer at once
     * @param trusted whether the peer is believed what it says of others, and told it (RFC 3325)
     * @param directMedia whether the peer and whom it calls may send their media to each other
     * @param srtp whether its media is to be encrypted
     * @param dtmf how it presses keys
     */
    record Peer(
            String name,
            Party caller,
            String dialled,
            String context,
            OptionalInt channelsMax,
            boolean trusted,
            boolean directMedia,
            SrtpPolicy srtp,
            DigitPolicy dtmf) {
        /** Makes a peer that isn't trusted, and whose media all comes to us. */
        public Peer(String name, Party caller, String dialled, String context, OptionalInt channelsMax) {
            this(name, caller, dialled, context, channelsMax, false, false);
        }

        /** Makes a peer that may send plain RTP. */
        public Peer(
                String name,
                Party caller,
                String dialled,
                String context,
                OptionalInt channelsMax,
                boolean trusted,
                boolean directMedia) {
            this(name, caller, dialled, context, channelsMax, trusted, directMedia, SrtpPolicy.OFF, DigitPolicy.AUTO);
        }
    }
}
