package org.patchbay.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866). The lines are the model, and everything else reads them, so that a description that is
 * passed on keeps what we don't understand.
 *
 * @param lines the lines of the session, from {@code v=} to the first {@code m=}
 * @param streams the {@code m=} sections in their order, which an answer must keep
 */
public record Sdp(List<Line> lines, List<Stream> streams) implements Section {
    public Sdp {
        lines = List.copyOf(lines);
        streams = List.copyOf(streams);
    }

    /** Reads the body of a message. Octets that are not UTF-8 are kept. */
    public static Sdp read(byte[] octets) throws SdpSyntaxException {
        return SdpParser.parse(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** Reads text that was decoded as UTF-8 already. */
    public static Sdp parse(String text) throws SdpSyntaxException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the description as it goes into a message; lines end with CRLF. */
    public byte[] octets() {
        return written().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns {@link #octets()} decoded as UTF-8. */
    public String text() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    private String written() {
        var text = new StringBuilder(512);
        for (Line line : lines) line.write(text);
        for (Stream stream : streams) stream.write(text);
        return text.toString();
    }

    /** Returns who made the description, and which version of it this is. */
    public Optional<Origin> origin() {
        return value('o').flatMap(Origin::read);
    }

    /** Returns the {@code s=} line, decoded as UTF-8; empty when there is none, or a blank for none. */
    public String name() {
        String octets = value('s').orElse("");
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }

    /** Returns when the session takes place (RFC 8866 sections 5.9 and 5.10). */
    public List<Timing> timings() {
        return Timing.read(lines);
    }

    /** Returns where {@code stream} is to be sent: its own {@code c=}, or the session's. */
    public Optional<Connection> connection(Stream stream) {
        return stream.connection().or(this::connection);
    }

    /** Returns this with another {@code o=}: whoever changes a description it passes on signs it. */
    public Sdp with(Origin origin) {
        return new Sdp(replaced(lines, new Line('o', origin.text())), streams);
    }

    /** Returns this with {@code c=} of the session changed, where it has one. */
    public Sdp with(Connection connection) {
        return new Sdp(replaced(lines, new Line('c', connection.text())), streams);
    }

    /** Returns this with another stream at {@code position}. */
    public Sdp with(int position, Stream stream) {
        var changed = new ArrayList<>(streams);
        changed.set(position, stream);
        return new Sdp(lines, changed);
    }

    static List<Line> replaced(List<Line> lines, Line by) {
        return lines.stream().map(line -> line.type() == by.type() ? by : line).toList();
    }
}
