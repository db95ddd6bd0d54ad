package org.patchbay.sip.channel.internal.sdp;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.channel.internal.sdp.Sdp.Attribute;
import org.patchbay.sip.channel.internal.sdp.Sdp.Connection;
import org.patchbay.sip.channel.internal.sdp.Sdp.Stream;

/**
 * The description that this side of a dialog has sent last. Plain data: a successor can go on from it.
 *
 * @param session the number in {@code o=}, the same for the life of the dialog
 * @param version counts up by one when the streams change, and only then (RFC 3264 section 8)
 * @param rtp where the peer is to send RTP, and {@code rtcp} where RTCP
 * @param audio which of the streams is the audio
 * @param streams none before the first description
 */
public record LocalSdp(
        long session, long version, InetSocketAddress rtp, InetSocketAddress rtcp, int audio, List<Stream> streams) {
    public LocalSdp {
        streams = List.copyOf(streams);
    }

    /** Begins the descriptions of a dialog. */
    public static LocalSdp begin(long session, InetSocketAddress rtp, InetSocketAddress rtcp) {
        return new LocalSdp(session, 0, rtp, rtcp, 0, List.of());
    }

    /** Describes an offer of {@code format}; streams that were refused before stay refused (RFC 3264 section 8). */
    public LocalSdp offer(MediaFormat format) {
        if (streams.isEmpty()) return next(0, List.of(audio(format)));
        var offered = new ArrayList<>(streams);
        offered.set(audio, audio(format));
        return next(audio, offered);
    }

    /** Describes the answer to {@code offer}: its audio as {@code accepted}, every other stream refused. */
    public LocalSdp answer(RemoteSdp.Usable offer, MediaFormat accepted) {
        var answered = new ArrayList<Stream>();
        for (Stream stream : offer.sdp().streams()) answered.add(stream.refused());
        answered.set(offer.stream(), audio(permitted(offer, accepted)));
        return next(offer.stream(), answered);
    }

    /** Returns {@code accepted} with no more directions than {@code offer} leaves (RFC 3264 section 6.1). */
    public static MediaFormat permitted(RemoteSdp.Usable offer, MediaFormat accepted) {
        Direction peer = offer.media().format().direction();
        Direction wanted = accepted.direction();
        return accepted.with(direction(sends(wanted) && receives(peer), receives(wanted) && sends(peer)));
    }

    /** Returns the text of the description. */
    public String text() {
        Connection connection = connection();
        String origin = "patchbay " + session + ' ' + version + " IN " + connection.type() + ' ' + connection.address();
        return SdpWriter.write(new Sdp(origin, Optional.of(connection), List.of(), streams));
    }

    private LocalSdp next(int audioStream, List<Stream> described) {
        if (described.equals(streams)) return this;
        return new LocalSdp(session, version + 1, rtp, rtcp, audioStream, described);
    }

    private Stream audio(MediaFormat format) {
        List<Attribute> attributes = new ArrayList<>(Payloads.write(format.codecs()));
        attributes.add(new Attribute("ptime", "20"));
        attributes.add(new Attribute(AudioStream.word(format.direction()), ""));
        if (rtcp.getPort() != rtp.getPort() + 1)
            attributes.add(new Attribute("rtcp", Integer.toString(rtcp.getPort())));
        List<String> formats = format.codecs().stream()
                .map(Codec::payloadType)
                .map(String::valueOf)
                .toList();
        return new Stream("audio", rtp.getPort(), "RTP/AVP", formats, Optional.empty(), attributes);
    }

    private Connection connection() {
        String type = rtp.getAddress() instanceof Inet6Address ? "IP6" : "IP4";
        return new Connection(type, rtp.getAddress().getHostAddress());
    }

    private static boolean sends(Direction direction) {
        return direction == Direction.SENDRECV || direction == Direction.SENDONLY;
    }

    private static boolean receives(Direction direction) {
        return direction == Direction.SENDRECV || direction == Direction.RECVONLY;
    }

    private static Direction direction(boolean send, boolean receive) {
        if (send) return receive ? Direction.SENDRECV : Direction.SENDONLY;
        return receive ? Direction.RECVONLY : Direction.INACTIVE;
    }
}
