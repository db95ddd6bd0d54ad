package org.patchbay.sip.channel.internal.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.channel.internal.sdp.Sdp.Attribute;
import org.patchbay.sip.channel.internal.sdp.Sdp.Connection;
import org.patchbay.sip.channel.internal.sdp.Sdp.Stream;

/** Reads what one stream of a description says of audio over plain RTP. */
final class AudioStream {
    private static final Pattern IP4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private AudioStream() {}

    /** Tells whether {@code stream} is a kind that we take, whatever its codecs and address. */
    static boolean taken(Stream stream) {
        return stream.type().equals("audio") && stream.protocol().equals("RTP/AVP") && stream.port() != 0;
    }

    /** Returns the audio that {@code stream} describes; empty when it has no codec or no unicast address in figures. */
    static Optional<MediaDescription> read(Sdp sdp, Stream stream) {
        Optional<InetAddress> address = stream.connection().or(sdp::connection).flatMap(AudioStream::address);
        List<Codec> codecs = Payloads.read(stream);
        if (address.isEmpty() || codecs.stream().noneMatch(Codec::carriesAudio)) return Optional.empty();
        var rtp = new InetSocketAddress(address.get(), stream.port());
        var format = new MediaFormat(codecs, direction(sdp, stream, address.get()));
        return Optional.of(new MediaDescription(rtp, rtcp(stream, rtp), format));
    }

    private static Optional<InetAddress> address(Connection connection) {
        String text = connection.address();
        boolean figures = connection.type().equals("IP4")
                ? IP4.matcher(text).matches()
                : connection.type().equals("IP6")
                        && text.indexOf(':') >= 0
                        && IP6.matcher(text).matches();
        if (!figures) return Optional.empty(); // a host name: looking it up would let a stranger make us wait
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            boolean unicast = !address.isMulticastAddress() && !text.equals("255.255.255.255");
            return unicast ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Direction direction(Sdp sdp, Stream stream, InetAddress address) {
        Direction said =
                said(stream.attributes()).or(() -> said(sdp.attributes())).orElse(Direction.SENDRECV);
        if (!address.isAnyLocalAddress()) return said;
        // RFC 3264 section 8.4: 0.0.0.0 is how RFC 2543 puts a call on hold; nothing can be sent there
        return said == Direction.SENDRECV || said == Direction.SENDONLY ? Direction.SENDONLY : Direction.INACTIVE;
    }

    private static Optional<Direction> said(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            for (Direction direction : Direction.values()) {
                if (attribute.name().equals(word(direction))) return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    /** Returns the attribute that says {@code direction}. */
    static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    /** RFC 3605: {@code a=rtcp:53020} or {@code a=rtcp:53020 IN IP4 192.0.2.5}; otherwise the port above. */
    private static InetSocketAddress rtcp(Stream stream, InetSocketAddress rtp) {
        var usual = new InetSocketAddress(rtp.getAddress(), Math.min(rtp.getPort() + 1, 65_535));
        return stream.attribute("rtcp").map(value -> rtcp(value, usual)).orElse(usual);
    }

    private static InetSocketAddress rtcp(String value, InetSocketAddress usual) {
        String[] parts = value.split(" +", -1);
        int port = Numbers.parse(parts[0], 65_535);
        if (port < 1) return usual;
        if (parts.length != 4) return new InetSocketAddress(usual.getAddress(), port);
        return address(new Connection(parts[2], parts[3]))
                .map(address -> new InetSocketAddress(address, port))
                .orElse(usual);
    }
}
