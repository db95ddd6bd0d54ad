package org.patchbay.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/** Reads what one stream of a description says of audio over RTP, plain or encrypted. */
final class AudioStream {
    /** Why a stream of another kind is not taken. */
    static final String NO_AUDIO = "no audio";

    private AudioStream() {}

    /** Returns why {@code stream} is none that we take, whatever its codecs and address; empty when we do. */
    static Optional<String> refusal(Stream stream) {
        if (!stream.type().equals("audio")) return Optional.of(NO_AUDIO);
        if (stream.port() == 0) return Optional.of("audio with port 0");
        if (!Profile.known(stream.protocol())) return Optional.of("audio over another protocol than RTP/AVP");
        if (Profile.of(stream).isEmpty()) return Optional.of("audio encrypted in no way that we know");
        // RFC 8858 section 4: who can't have RTP and RTCP on one port must reject a stream that has no other way
        if (stream.has("rtcp-mux-only")) return Optional.of("audio with RTCP on its RTP port only");
        return Optional.empty();
    }

    /** Returns the audio that {@code stream} describes; empty when it has no codec or no unicast address in figures. */
    static Optional<MediaDescription> read(Sdp sdp, Stream stream) {
        Optional<InetAddress> address = sdp.connection(stream).flatMap(Connection::unicast);
        List<Codec> codecs = Payloads.read(stream);
        if (address.isEmpty() || codecs.stream().noneMatch(Codec::carriesAudio)) return Optional.empty();
        var rtp = new InetSocketAddress(address.get(), stream.port());
        Direction said = Directions.of(sdp, stream);
        Direction direction = address.get().isAnyLocalAddress() ? Directions.held(said) : said;
        return Optional.of(new MediaDescription(rtp, rtcp(stream, rtp), new MediaFormat(codecs, direction)));
    }

    /** RFC 3605: {@code a=rtcp:53020} or {@code a=rtcp:53020 IN IP4 192.0.2.5}; otherwise the port above. */
    private static InetSocketAddress rtcp(Stream stream, InetSocketAddress rtp) {
        var usual = new InetSocketAddress(rtp.getAddress(), Math.min(rtp.getPort() + 1, 65_535));
        return stream.attribute("rtcp").map(value -> rtcp(value, usual)).orElse(usual);
    }

    private static InetSocketAddress rtcp(String value, InetSocketAddress usual) {
        List<String> words = Words.of(value);
        int port = words.isEmpty() ? -1 : Numbers.parse(words.getFirst(), 65_535);
        if (port < 1) return usual;
        if (words.size() != 4) return new InetSocketAddress(usual.getAddress(), port);
        return new Connection(words.get(1), words.get(2), words.get(3))
                .unicast()
                .map(address -> new InetSocketAddress(address, port))
                .orElse(usual);
    }
}
