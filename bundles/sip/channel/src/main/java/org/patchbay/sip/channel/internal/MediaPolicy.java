package org.patchbay.sip.channel.internal;

import java.util.Optional;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.PeerRecognizer.Peer;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.sdp.RemoteSdp;

/**
 * What the media of a user or of another server may be.
 *
 * @param of who that is, as the log has it
 * @param direct whether it may go past us
 * @param dtmf how keys are pressed
 */
record MediaPolicy(String of, boolean direct, SrtpPolicy srtp, DigitPolicy dtmf) {
    static final MediaPolicy PLAIN = new MediaPolicy("somebody", false, SrtpPolicy.OFF, DigitPolicy.AUTO);

    static MediaPolicy of(Subscriber user) {
        return new MediaPolicy("user " + user.address().user(), user.directMedia(), user.srtp(), user.dtmf());
    }

    static MediaPolicy of(PeerRoute trunk) {
        return new MediaPolicy("trunk " + trunk.peer(), trunk.directMedia(), trunk.srtp(), trunk.dtmf());
    }

    static MediaPolicy of(Peer trunk) {
        return new MediaPolicy("trunk " + trunk.name(), trunk.directMedia(), trunk.srtp(), trunk.dtmf());
    }

    /** Returns {@code description}, unless it is an offer of plain RTP that must be SRTP. */
    RemoteSdp permitted(RemoteSdp description) {
        boolean plain = description instanceof RemoteSdp.Usable usable
                && !usable.media().secure();
        return plain && srtp == SrtpPolicy.REQUIRED ? new RemoteSdp.Unacceptable("SRTP is required") : description;
    }

    /** Tells whether the media of who calls with {@code offer} may go past us: then nobody could decrypt it for the other. */
    boolean direct(Optional<RemoteSdp.Usable> offer) {
        boolean secure = offer.map(usable -> usable.media().secure()).orElse(srtp == SrtpPolicy.REQUIRED);
        return direct && !secure;
    }
}
