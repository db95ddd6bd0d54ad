package org.patchbay.sip.channel.internal;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.patchbay.channel.Binding;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.PeerRoute;

/** Opens the media of whom we call so that the packets go past us, where the user or the trunk that is called allows it. */
record DirectMedia(Supplier<Optional<Directory>> users) {
    /** Returns how the media of a leg to {@code to} is opened for a caller whose media is {@code caller}. */
    Function<MediaSessions, MediaSession> opening(Binding to, String dialled, MediaSession caller) {
        boolean permitted = PeerRoute.of(to).map(PeerRoute::directMedia).orElseGet(() -> permitted(dialled));
        return permitted ? sessions -> beside(sessions.prepare(), caller) : MediaSessions::open;
    }

    private boolean permitted(String number) {
        Optional<Subscriber> user = users.get().flatMap(directory -> directory.subscriber(number));
        return user.map(Subscriber::directMedia).orElse(false);
    }

    private static MediaSession beside(MediaSession called, MediaSession caller) {
        boolean direct = called.goDirect(caller);
        var unused = direct ? called : called.rtp(); // a port that is needed is to be missed now
        return called;
    }
}
