package org.patchbay.sip.channel.internal.sdp;

import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866), reduced to the lines that matter to a call.
 *
 * @param origin the value of {@code o=}
 * @param connection the session's {@code c=}, for the streams that have none of their own
 * @param attributes the session's {@code a=} lines
 * @param streams the {@code m=} sections in their order, which an answer must keep
 */
public record Sdp(String origin, Optional<Connection> connection, List<Attribute> attributes, List<Stream> streams) {
    public Sdp {
        attributes = List.copyOf(attributes);
        streams = List.copyOf(streams);
    }

    /** The value of a {@code c=} line: {@code IP4} or {@code IP6}, and an address as it was written. */
    public record Connection(String type, String address) {}

    /** An {@code a=} line; {@code value} is empty when it is a mere flag. */
    public record Attribute(String name, String value) {}

    /** An {@code m=} section: {@code port} 0 means that the stream is refused or has ended. */
    public record Stream(
            String type,
            int port,
            String protocol,
            List<String> formats,
            Optional<Connection> connection,
            List<Attribute> attributes) {
        public Stream {
            formats = List.copyOf(formats);
            attributes = List.copyOf(attributes);
        }

        /** Returns this stream as an answer refuses it (RFC 3264 section 6): port 0, one format kept for the syntax. */
        Stream refused() {
            return new Stream(type, 0, protocol, formats.subList(0, 1), Optional.empty(), List.of());
        }

        /** Returns the value of the first attribute of that name. */
        Optional<String> attribute(String name) {
            return attributes.stream()
                    .filter(attribute -> attribute.name().equals(name))
                    .map(Attribute::value)
                    .findFirst();
        }
    }
}
