package org.patchbay.sip.sdp;

import java.util.List;

/**
 * An {@code m=} section (RFC 8866 section 5.14).
 *
 * @param type such as {@code audio}; any word, since a relay may know it
 * @param port 0 means that the stream is refused or has ended
 * @param ports how many follow one another; 0 when nothing is said, as by every telephone
 * @param protocol such as {@code RTP/AVP}
 * @param formats by preference; empty only with port 0
 * @param lines what follows the {@code m=} line
 */
public record Stream(String type, int port, int ports, String protocol, List<String> formats, List<Line> lines)
        implements Section {
    public Stream {
        formats = List.copyOf(formats);
        lines = List.copyOf(lines);
    }

    /** Returns this stream as an answer refuses it (RFC 3264 section 6): port 0, one format kept for the syntax. */
    public Stream refused() {
        return new Stream(type, 0, 0, protocol, formats.subList(0, Math.min(1, formats.size())), List.of());
    }

    /**
     * Returns this stream as a relay passes it on: at a port of its own, at {@code connection} where it named an address
     * itself, and without the peer's RTCP port (RFC 3605). All else stays.
     */
    public Stream relayed(int relayPort, Connection connection) {
        List<Line> kept = Sdp.replaced(lines, new Line('c', connection.text())).stream()
                .filter(line -> !line.is("rtcp"))
                .toList();
        return new Stream(type, relayPort, ports, protocol, formats, kept);
    }

    void write(StringBuilder text) {
        text.append("m=").append(type).append(' ').append(port);
        if (ports != 0) text.append('/').append(ports);
        text.append(' ').append(protocol);
        for (String format : formats) text.append(' ').append(format);
        text.append("\r\n");
        for (Line line : lines) line.write(text);
    }
}
