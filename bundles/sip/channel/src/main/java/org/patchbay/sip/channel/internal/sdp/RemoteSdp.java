package org.patchbay.sip.channel.internal.sdp;

import java.util.Optional;
import org.patchbay.media.MediaDescription;

/** What a peer's session description is worth. */
public sealed interface RemoteSdp {
    /** A description with audio that we take: {@code stream} tells which of its streams. */
    record Usable(Sdp sdp, int stream, MediaDescription media) implements RemoteSdp {}

    /** Not a session description: 400. */
    record Malformed(String why) implements RemoteSdp {}

    /** A session description without audio that we take: 488. */
    record Unacceptable(String why) implements RemoteSdp {}

    /** Reads an offer: its first stream of audio over plain RTP is the one that is taken. */
    static RemoteSdp offer(String text) {
        try {
            Sdp sdp = SdpParser.parse(text);
            for (int i = 0; i < sdp.streams().size(); i++) {
                Optional<MediaDescription> media = audio(sdp, i);
                if (media.isPresent()) return new Usable(sdp, i, media.get());
            }
            return new Unacceptable("no audio over RTP/AVP with a codec at an address in figures");
        } catch (SdpSyntaxException syntax) {
            return new Malformed(syntax.why());
        }
    }

    /** Reads the answer to an offer of ours whose audio was at {@code stream}. */
    static RemoteSdp answer(String text, int stream) {
        try {
            Sdp sdp = SdpParser.parse(text);
            return audio(sdp, stream)
                    .<RemoteSdp>map(media -> new Usable(sdp, stream, media))
                    .orElse(new Unacceptable("our audio was refused"));
        } catch (SdpSyntaxException syntax) {
            return new Malformed(syntax.why());
        }
    }

    private static Optional<MediaDescription> audio(Sdp sdp, int stream) {
        if (stream >= sdp.streams().size()) return Optional.empty();
        Sdp.Stream candidate = sdp.streams().get(stream);
        return AudioStream.taken(candidate) ? AudioStream.read(sdp, candidate) : Optional.empty();
    }
}
