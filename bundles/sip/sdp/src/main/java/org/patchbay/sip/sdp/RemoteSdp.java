package org.patchbay.sip.sdp;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaKeys;

/** What a peer's session description is worth. */
public sealed interface RemoteSdp {
    /** A description with audio that we take: {@code stream} tells which of its streams. */
    record Usable(Sdp sdp, int stream, MediaDescription media) implements RemoteSdp {
        /** Returns the stream that is taken. */
        public Stream audio() {
            return sdp.streams().get(stream);
        }

        /** Returns how that carries RTP. */
        Profile profile() {
            return Profile.of(audio()).orElse(Profile.PLAIN);
        }

        /** Returns this with {@code keys}. */
        Usable with(MediaKeys keys) {
            var secured = new MediaDescription(media.rtp(), media.rtcp(), media.format(), Optional.of(keys));
            return new Usable(sdp, stream, secured);
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

    /** Reads a first offer: its first stream of audio that we can have is the one that is taken. */
    static RemoteSdp offer(String text) {
        return offer(text, 0, Profile.PLAIN);
    }

    /**
     * Reads an offer in a dialog whose audio is at {@code current}: it stays there if it can, but goes to one that is
     * encrypted where there is such a one, and our key is still that of {@code ours}.
     */
    static RemoteSdp offer(String text, int current, Profile ours) {
        try {
            Sdp sdp = Sdp.parse(text);
            RemoteSdp best = audio(sdp, current, ours);
            String why = AudioStream.NO_AUDIO;
            for (int i = 0; i < sdp.streams().size() && !secure(best); i++) {
                RemoteSdp next = audio(sdp, i, ours);
                if (!(best instanceof Usable) || secure(next)) best = next;
                if (best instanceof Unacceptable(String reason) && !reason.equals(AudioStream.NO_AUDIO)) why = reason;
            }
            return best instanceof Usable ? best : new Unacceptable(why);
        } catch (SdpSyntaxException syntax) {
            return malformed(syntax);
        }
    }

    private static boolean secure(RemoteSdp read) {
        return read instanceof Usable usable && usable.profile().secure();
    }

    /** Reads the answer to an offer of plain RTP whose audio was at {@code stream}. */
    static RemoteSdp answer(String text, int stream) {
        return answer(text, stream, Profile.PLAIN);
    }

    /** Reads the answer to an offer of ours whose audio was at {@code stream} and carried as {@code offered}. */
    static RemoteSdp answer(String text, int stream, Profile offered) {
        try {
            // RFC 3264 section 6 wants as many streams as were offered; an answer that leaves some out refuses them
            RemoteSdp answer = audio(Sdp.parse(text), stream, Profile.PLAIN);
            return answer instanceof Usable usable ? matched(usable, offered) : answer;
        } catch (SdpSyntaxException syntax) {
            return malformed(syntax);
        }
    }

    // RFC 3264 section 6: the protocol of an answer is that of the offer
    private static RemoteSdp matched(Usable answer, Profile offered) {
        Profile profile = answer.profile();
        if (profile.secure() != offered.secure()) return new Unacceptable("not the protocol that was offered");
        if (!offered.secure()) return answer;
        return profile.agreed(offered)
                .<RemoteSdp>map(answer::with)
                .orElse(new Unacceptable("encrypted in none of the ways that were offered"));
    }

    private static RemoteSdp malformed(SdpSyntaxException syntax) {
        return new Malformed("line " + syntax.line() + ": " + syntax.why());
    }

    private static RemoteSdp audio(Sdp sdp, int position, Profile ours) {
        if (position >= sdp.streams().size()) return new Unacceptable("our audio is left out");
        Stream stream = sdp.streams().get(position);
        Optional<String> refusal = AudioStream.refusal(stream);
        if (refusal.isPresent()) return new Unacceptable(refusal.get());
        return AudioStream.read(sdp, stream)
                .map(media -> new Usable(sdp, position, media))
                .<RemoteSdp>map(usable ->
                        usable.profile().chosen(ours).map(usable::with).orElse(usable))
                .orElse(new Unacceptable("audio without a codec, or not at an address in figures"));
    }
}
