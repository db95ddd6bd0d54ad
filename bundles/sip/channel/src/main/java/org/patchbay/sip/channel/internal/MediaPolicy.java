package org.patchbay.sip.channel.internal;

import java.util.Optional;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.sip.sdp.RemoteSdp;

/**
 * What the media of a user or of another server may be.
 *
 * @param direct whether it may go past us
 */
record MediaPolicy(boolean direct, SrtpPolicy srtp) {
    static final MediaPolicy PLAIN = new MediaPolicy(false, SrtpPolicy.OFF);

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
