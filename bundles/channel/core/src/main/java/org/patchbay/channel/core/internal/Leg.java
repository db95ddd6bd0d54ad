package org.patchbay.channel.core.internal;

import java.util.List;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Channel;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/** One leg of a call: its channel, whom it reaches, and what was agreed on it. Owned by the call. */
final class Leg {
    /** What the server takes part in itself, when it plays or offers sound of its own. */
    private static final List<Codec> OWN = List.of(Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT);

    /** What is offered to a callee when the caller has left the offer to us: all that phones share. */
    private static final MediaFormat OPEN_OFFER = new MediaFormat(
            List.of(Codec.OPUS, Codec.G722, Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT), Direction.SENDRECV);

    private final Channel channel;
    private final String party;
    private MediaFormat agreed = OPEN_OFFER;
    private boolean up;

    Leg(Channel channel, String party) {
        this.channel = channel;
        this.party = party;
        channel.remoteMedia().ifPresent(remote -> agreed = remote.format());
    }

    Channel channel() {
        return channel;
    }

    boolean up() {
        return up;
    }

    /** Returns what the leg's peer can be given: agreed when it is up, and until then what it offered. */
    MediaFormat takes() {
        return agreed;
    }

    /** Returns what the server itself and this peer share; without an audio codec when they share none. */
    MediaFormat sharedWithServer() {
        MediaFormat shared = agreed.common(OWN).first();
        return shared.with(agreed.direction().reversed());
    }

    /** Returns the answer to {@code offer} when the server is the other end. */
    static MediaFormat ownAnswer(MediaFormat offer) {
        return offer.common(OWN).first().with(offer.direction().reversed());
    }

    void answered(MediaFormat format) {
        agreed = format;
        up = true;
    }

    void changed(MediaFormat format) {
        agreed = format;
    }

    boolean describes(MediaDescription remote) {
        return agreed.equals(remote.format());
    }

    CallSnapshot.Leg snapshot() {
        return new CallSnapshot.Leg(channel.id(), party, up, channel.media().statistics());
    }
}
