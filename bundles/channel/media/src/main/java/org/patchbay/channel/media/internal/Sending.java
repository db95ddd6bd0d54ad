package org.patchbay.channel.media.internal;

import java.util.Optional;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/**
 * How sound that is made here goes to a peer.
 *
 * @param service makes the payloads; empty when the agreed codec can't be encoded, or none has been agreed on
 * @param codec as the peer described it, by the number that the peer gave it
 * @param wanted false when the peer wants to receive nothing at present
 */
record Sending(Optional<AudioCodec> service, Codec codec, boolean wanted) {
    static final Sending NOTHING = new Sending(Optional.empty(), Codec.PCMU, false);

    static Sending to(MediaDescription peer, MediaFormat negotiated, Codecs codecs) {
        Optional<Codec> agreed = negotiated.audioCodec();
        if (agreed.isEmpty()) return NOTHING;
        Codec audio = agreed.get();
        // RFC 3264 section 5.1: what is sent has the payload type of the receiver's description
        Codec theirs = peer.format().codecs().stream()
                .filter(audio::sameEncoding)
                .findFirst()
                .orElse(audio);
        return new Sending(codecs.find(audio), theirs, listens(peer.format().direction()));
    }

    // RFC 3264 section 8.4: a peer that has put us on hold sends only, or nothing
    private static boolean listens(Direction direction) {
        return switch (direction) {
            case SENDRECV, RECVONLY -> true;
            case SENDONLY, INACTIVE -> false;
        };
    }
}
