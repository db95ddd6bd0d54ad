package org.patchbay.sip.channel.internal.sdp;

import java.util.List;
import org.patchbay.sip.channel.internal.sdp.Sdp.Attribute;
import org.patchbay.sip.channel.internal.sdp.Sdp.Connection;
import org.patchbay.sip.channel.internal.sdp.Sdp.Stream;

/** Writes a session description, its lines in the order of RFC 8866 section 5. */
final class SdpWriter {
    private final StringBuilder text = new StringBuilder(320);

    private SdpWriter() {}

    static String write(Sdp sdp) {
        var writer = new SdpWriter();
        writer.line('v', "0").line('o', sdp.origin()).line('s', "-");
        sdp.connection().ifPresent(writer::connection);
        writer.line('t', "0 0").attributes(sdp.attributes());
        sdp.streams().forEach(writer::stream);
        return writer.text.toString();
    }

    private void stream(Stream stream) {
        line(
                'm',
                stream.type()
                        + ' '
                        + stream.port()
                        + ' '
                        + stream.protocol()
                        + ' '
                        + String.join(" ", stream.formats()));
        stream.connection().ifPresent(this::connection);
        attributes(stream.attributes());
    }

    private void connection(Connection connection) {
        line('c', "IN " + connection.type() + ' ' + connection.address());
    }

    private void attributes(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            line('a', attribute.value().isEmpty() ? attribute.name() : attribute.name() + ':' + attribute.value());
        }
    }

    private SdpWriter line(char type, String value) {
        text.append(type).append('=').append(value).append("\r\n");
        return this;
    }
}
