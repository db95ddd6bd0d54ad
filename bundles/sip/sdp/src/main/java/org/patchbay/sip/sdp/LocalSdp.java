package org.patchbay.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

/**
 * The description that this side of a dialog has sent last. Plain data: a successor can go on from it.
 *
 * @param session the number in {@code o=}, the same for the life of the dialog
 * @param version counts up by one when the description changes, and only then (RFC 3264 section 8)
 * @param origin the address in {@code o=}: where the media was first, and the same for the life of the dialog
 * @param rtp where the peer is to send RTP, and {@code rtcp} where RTCP
 * @param moved whether the media has gone elsewhere since this was described
 * @param lines {@code t=} and {@code a=group} of the session, which an answer takes over from its offer
 * @param audio which of the streams is the audio
 * @param streams none before the first description
 */
public record LocalSdp(
        long session,
        long version,
        InetAddress origin,
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        boolean moved,
        List<Line> lines,
        int audio,
        List<Stream> streams) {
    private static final Line VERSION = new Line('v', "0");
    private static final Line NAME = new Line('s', "-");
    private static final Line PTIME = Line.attribute("ptime", "20");
    private static final Line MUX = Line.attribute("rtcp-mux", "");
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final List<Line> UNBOUNDED = List.of(new Line('t', "0 0"));

    public LocalSdp {
        lines = List.copyOf(lines);
        streams = List.copyOf(streams);
    }

    /** Begins the descriptions of a dialog. */
    public static LocalSdp begin(long session, InetSocketAddress rtp, InetSocketAddress rtcp) {
        return new LocalSdp(session, 0, rtp.getAddress(), rtp, rtcp, false, UNBOUNDED, 0, List.of());
    }

    /** Begins the descriptions of a dialog before it is known where the media is; {@link #at} says that. */
    public static LocalSdp begin(long session) {
        return begin(session, NOWHERE, NOWHERE);
    }

    /** Returns this with the media elsewhere, which the next description tells. */
    public LocalSdp at(InetSocketAddress newRtp, InetSocketAddress newRtcp) {
        if (rtp.equals(newRtp) && rtcp.equals(newRtcp)) return this;
        // RFC 3264 section 8: but for its version, o= stays what the peer was told first
        InetAddress told = streams.isEmpty() ? newRtp.getAddress() : origin;
        return new LocalSdp(session, version, told, newRtp, newRtcp, true, lines, audio, streams);
    }

    /** Describes an offer of {@code format}, encrypted if the last description was. */
    public LocalSdp offer(MediaFormat format) {
        return offer(format, profile().secure());
    }

    /** Describes an offer of {@code format}, of SRTP if it is {@code secure}; streams that were refused before stay refused (RFC 3264 section 8). */
    public LocalSdp offer(MediaFormat format, boolean secure) {
        Profile profile = offered(secure);
        if (streams.isEmpty()) return next(lines, 0, List.of(audio(format, profile, Optional.empty(), multiplexes())));
        var offered = new ArrayList<>(streams);
        Optional<String> identifier = streams.get(audio).attribute("mid");
        offered.set(audio, audio(format, profile, identifier, multiplexes()));
        return next(lines, audio, offered);
    }

    private Profile offered(boolean secure) {
        if (!secure) return Profile.PLAIN;
        return profile().secure() ? profile() : Profile.offered();
    }

    /** Returns how the audio was described to be carried; plain before the first description. */
    Profile profile() {
        return streams.isEmpty()
                ? Profile.PLAIN
                : Profile.of(streams.get(audio)).orElse(Profile.PLAIN);
    }

    /** Describes the answer to {@code offer}: its audio as {@code accepted}, every other stream refused. */
    public LocalSdp answer(RemoteSdp.Usable offer, MediaFormat accepted) {
        var answered = new ArrayList<Stream>();
        for (Stream stream : offer.sdp().streams()) answered.add(stream.refused());
        // RFC 5761 section 5.1.1: never without being offered; RFC 5888 section 9.1: the same identifier
        boolean multiplexed = multiplexes() && offer.rtcpMux();
        Optional<String> identifier = offer.audio().attribute("mid").filter(LocalSdp::token);
        Profile profile = offer.profile().answer(offer.media().keys());
        Stream audio = audio(permitted(offer, accepted), profile, identifier, multiplexed);
        answered.set(offer.stream(), audio);
        var taken = new ArrayList<>(times(offer.sdp()));
        taken.addAll(Groups.answer(offer.sdp(), List.of(audio)));
        return next(taken, offer.stream(), answered);
    }

    /** RFC 3264 section 6: the times of an answer are those of its offer. */
    private static List<Line> times(Sdp offer) {
        if (offer.lines().containsAll(UNBOUNDED)) return UNBOUNDED;
        List<Timing> timings = offer.timings();
        if (timings.isEmpty()) return UNBOUNDED;
        Timing first = timings.getFirst();
        return List.of(new Line('t', first.start() + " " + first.stop()));
    }

    private static boolean token(String text) {
        return text.length() <= 64 && text.chars().allMatch(octet -> octet > ' ' && octet <= '~');
    }

    /**
     * Returns {@code accepted} with no more directions than {@code offer} leaves, and with its codecs in the offer's order
     * (RFC 3264 section 6.1). Payload types stay: each side may have its own.
     */
    public static MediaFormat permitted(RemoteSdp.Usable offer, MediaFormat accepted) {
        MediaFormat offered = offer.media().format();
        List<Codec> ordered = accepted.codecs().stream()
                .sorted(Comparator.comparingInt(codec -> position(codec, offered.codecs())))
                .toList();
        Direction direction = Directions.permitted(accepted.direction(), offered.direction());
        return new MediaFormat(ordered, direction);
    }

    /** An offer may name an encoding twice, with other parameters: then the payload type tells which one is meant. */
    private static int position(Codec codec, List<Codec> offered) {
        int same = offered.size();
        for (int i = 0; i < offered.size(); i++) {
            Codec candidate = offered.get(i);
            if (!codec.sameEncoding(candidate)) continue;
            if (codec.payloadType() == candidate.payloadType()) return i;
            same = Math.min(same, i);
        }
        return same;
    }

    /** Tells whether RTP and RTCP share a port here (RFC 5761). */
    boolean multiplexes() {
        return rtp.equals(rtcp);
    }

    /** Returns which way the audio was described to flow. */
    Direction direction() {
        return streams.isEmpty()
                ? Direction.SENDRECV
                : Directions.said(streams.get(audio)).orElse(Direction.SENDRECV);
    }

    /** Returns the text of the description. */
    public String text() {
        Connection connection = Connection.at(rtp.getAddress());
        var all = new ArrayList<Line>();
        all.add(VERSION);
        all.add(new Line(
                'o',
                Origin.of("patchbay", session, version, Connection.at(origin)).text()));
        all.add(NAME);
        all.add(new Line('c', connection.text()));
        all.addAll(lines);
        return new Sdp(all, streams).text();
    }

    private LocalSdp next(List<Line> taken, int audioStream, List<Stream> described) {
        if (!moved && described.equals(streams) && taken.equals(lines)) return this;
        return new LocalSdp(session, version + 1, origin, rtp, rtcp, false, taken, audioStream, described);
    }

    private Stream audio(MediaFormat format, Profile profile, Optional<String> identifier, boolean multiplexed) {
        List<Line> described = new ArrayList<>(Payloads.write(format.codecs()));
        described.add(PTIME);
        described.add(Directions.line(format.direction()));
        for (Crypto crypto : profile.cryptos()) described.add(crypto.line());
        identifier.ifPresent(mid -> described.add(Line.attribute("mid", mid)));
        if (multiplexed) described.add(MUX);
        else if (rtcp.getPort() != rtp.getPort() + 1)
            described.add(Line.attribute("rtcp", Integer.toString(rtcp.getPort())));
        List<String> formats = format.codecs().stream()
                .map(Codec::payloadType)
                .map(String::valueOf)
                .toList();
        return new Stream("audio", rtp.getPort(), 0, profile.protocol(), formats, described);
    }
}
