package org.patchbay.sip.sdp;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.media.MediaDescription;

/** What a peer's session description is worth. */
public sealed interface RemoteSdp {
    /** A description with audio that we take: {@code stream} tells which of its streams. */
    record Usable(Sdp sdp, int stream, MediaDescription media) implements RemoteSdp {
        /** Returns the stream that is taken. */
        public Stream audio() {
            return sdp.streams().get(stream);
        }

        /** Tells whether the peer can have RTP and RTCP on one port (RFC 5761); it may only when both sides say so. */
        public boolean rtcpMux() {
            return audio().has("rtcp-mux");
        }

        /** Returns the milliseconds of sound that the peer wants in a packet (RFC 8866 section 6.4). */
        public OptionalInt ptimeMillis() {
            return millis("ptime");
        }

        /** Returns the most milliseconds of sound that the peer takes in a packet (RFC 8866 section 6.5). */
        public OptionalInt maxPtimeMillis() {
            return millis("maxptime");
        }

        private OptionalInt millis(String attribute) {
            int millis = audio().attribute(attribute)
                    .map(value -> Numbers.parse(value, 10_000))
                    .orElse(-1);
            return millis > 0 ? OptionalInt.of(millis) : OptionalInt.empty();
        }
    }

    /** Not a session description: 400. */
    record Malformed(String why) implements RemoteSdp {}

    /** A session description without audio that we take: 488. */
    record Unacceptable(String why) implements RemoteSdp {}

    /** Reads a first offer: its first stream of audio over plain RTP is the one that is taken. */
    static RemoteSdp offer(String text) {
        return offer(text, 0);
    }

    /** Reads an offer in a dialog whose audio is at {@code current}: it stays there if it can. */
    static RemoteSdp offer(String text, int current) {
        try {
            Sdp sdp = Sdp.parse(text);
            RemoteSdp best = audio(sdp, current);
            String why = AudioStream.NO_AUDIO;
            for (int i = 0; i < sdp.streams().size() && !(best instanceof Usable); i++) {
                best = audio(sdp, i);
                if (best instanceof Unacceptable(String reason) && !reason.equals(AudioStream.NO_AUDIO)) why = reason;
            }
            return best instanceof Usable ? best : new Unacceptable(why);
        } catch (SdpSyntaxException syntax) {
            return malformed(syntax);
        }
    }

    /** Reads the answer to an offer of ours whose audio was at {@code stream}. */
    static RemoteSdp answer(String text, int stream) {
        try {
            // RFC 3264 section 6 wants as many streams as were offered; an answer that leaves some out refuses them
            return audio(Sdp.parse(text), stream);
        } catch (SdpSyntaxException syntax) {
            return malformed(syntax);
        }
    }

    private static RemoteSdp malformed(SdpSyntaxException syntax) {
        return new Malformed("line " + syntax.line() + ": " + syntax.why());
    }

    private static RemoteSdp audio(Sdp sdp, int position) {
        if (position >= sdp.streams().size()) return new Unacceptable("our audio is left out");
        Stream stream = sdp.streams().get(position);
        Optional<String> refusal = AudioStream.refusal(stream);
        if (refusal.isPresent()) return new Unacceptable(refusal.get());
        return AudioStream.read(sdp, stream)
                .<RemoteSdp>map(media -> new Usable(sdp, position, media))
                .orElse(new Unacceptable("audio without a codec, or not at an address in figures"));
    }
}
