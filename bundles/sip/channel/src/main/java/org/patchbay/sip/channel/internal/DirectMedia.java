package org.patchbay.sip.channel.internal;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.patchbay.channel.Binding;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.PeerRoute;

/** Opens the media of whom we call so that the packets go past us, where the user or the trunk that is called allows it. */
record DirectMedia(Supplier<Optional<Directory>> users) {
    /** Returns how the media of a leg to {@code to} is opened for a caller whose media is {@code caller}. */
    Function<MediaSessions, MediaSession> opening(Binding to, String dialled, MediaSession caller) {
        MediaPolicy policy = policy(to, dialled);
        // who is offered SRTP could not be told where somebody listens that doesn't know the key
        boolean permitted = policy.direct() && policy.srtp() == SrtpPolicy.OFF;
        return permitted ? sessions -> beside(sessions.prepare(), caller) : MediaSessions::open;
    }

    /** Returns what the media of a leg to {@code to} may be. */
    MediaPolicy policy(Binding to, String dialled) {
        return PeerRoute.of(to).map(MediaPolicy::of).orElseGet(() -> policy(dialled));
    }

    private MediaPolicy policy(String number) {
        Optional<Subscriber> user = users.get().flatMap(directory -> directory.subscriber(number));
        return user.map(MediaPolicy::of).orElse(MediaPolicy.PLAIN);
    }

    private static MediaSession beside(MediaSession called, MediaSession caller) {
        boolean direct = called.goDirect(caller);
        var unused = direct ? called : called.rtp(); // a port that is needed is to be missed now
        return called;
    }
}
