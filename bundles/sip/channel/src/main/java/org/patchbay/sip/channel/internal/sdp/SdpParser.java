package org.patchbay.sip.channel.internal.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.channel.internal.sdp.Sdp.Attribute;
import org.patchbay.sip.channel.internal.sdp.Sdp.Connection;
import org.patchbay.sip.channel.internal.sdp.Sdp.Stream;

/**
 * Reads the text of a session description (RFC 8866 section 9). The text is a stranger's: its size, its lines and their
 * parts are bounded, and control characters are refused because parts of it are written into descriptions for others.
 */
final class SdpParser {
    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_LINES = 512;
    private static final int MAX_STREAMS = 16;
    private static final int MAX_FORMATS = 64;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,255}");
    private static final Pattern SPACES = Pattern.compile(" +");

    private @Nullable String origin;
    private @Nullable Connection connection;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();
    private @Nullable OpenStream open;

    /** The {@code m=} section that is being read. */
    private static final class OpenStream {
        private final String type;
        private final int port;
        private final String protocol;
        private final List<String> formats;
        private final List<Attribute> attributes = new ArrayList<>();
        private @Nullable Connection connection;

        OpenStream(String type, int port, String protocol, List<String> formats) {
            this.type = type;
            this.port = port;
            this.protocol = protocol;
            this.formats = formats;
        }

        Stream close() {
            return new Stream(type, port, protocol, formats, Optional.ofNullable(connection), attributes);
        }
    }

    private SdpParser() {}

    static Sdp parse(String text) throws SdpSyntaxException {
        if (text.length() > MAX_LENGTH) throw new SdpSyntaxException("longer than " + MAX_LENGTH + " characters");
        List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
        if (lines.size() > MAX_LINES) throw new SdpSyntaxException("more than " + MAX_LINES + " lines");
        if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
            throw new SdpSyntaxException("does not begin with v=0");
        }
        var parser = new SdpParser();
        for (String line : lines) parser.line(line);
        return parser.result();
    }

    private Sdp result() throws SdpSyntaxException {
        closeStream();
        if (origin == null) throw new SdpSyntaxException("no o= line");
        return new Sdp(origin, Optional.ofNullable(connection), attributes, streams);
    }

    private void line(String line) throws SdpSyntaxException {
        if (line.isBlank()) return;
        if (line.length() < 2 || line.charAt(1) != '=') throw new SdpSyntaxException("a line is not like x=...");
        if (line.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            throw new SdpSyntaxException("control character in a line");
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 'o' -> origin(value);
            case 'c' -> connection(value);
            case 'a' -> attribute(value);
            case 'm' -> stream(value);
            default -> {
                // RFC 8866 section 5.8 and others: bandwidth, times, names and keys change nothing here
            }
        }
    }

    private void origin(String value) throws SdpSyntaxException {
        if (SPACES.split(value).length != 6) throw new SdpSyntaxException("o= has not six parts");
        origin = value;
    }

    private void connection(String value) throws SdpSyntaxException {
        String[] parts = SPACES.split(value);
        if (parts.length != 3 || !parts[0].equals("IN")) throw new SdpSyntaxException("c= is not like IN IP4 address");
        var read = new Connection(parts[1], parts[2]);
        if (open == null) connection = read;
        else open.connection = read;
    }

    private void attribute(String value) {
        int colon = value.indexOf(':');
        var read = colon < 0
                ? new Attribute(value, "")
                : new Attribute(
                        value.substring(0, colon), value.substring(colon + 1).strip());
        (open == null ? attributes : open.attributes).add(read);
    }

    private void stream(String value) throws SdpSyntaxException {
        closeStream();
        if (streams.size() == MAX_STREAMS) throw new SdpSyntaxException("more than " + MAX_STREAMS + " streams");
        List<String> parts = List.of(SPACES.split(value));
        if (parts.size() < 4) throw new SdpSyntaxException("m= has not four parts");
        if (parts.size() > 3 + MAX_FORMATS) throw new SdpSyntaxException("more than " + MAX_FORMATS + " formats");
        for (String part : parts) {
            if (!TOKEN.matcher(part).matches()) throw new SdpSyntaxException("m= has characters that it can't have");
        }
        open = new OpenStream(parts.get(0), port(parts.get(1)), parts.get(2), parts.subList(3, parts.size()));
    }

    /** Reads {@code 49170} or {@code 49170/2}, the second being a number of ports that no telephone uses. */
    private static int port(String text) throws SdpSyntaxException {
        int slash = text.indexOf('/');
        int port = Numbers.parse(slash < 0 ? text : text.substring(0, slash), 65_535);
        if (port < 0) throw new SdpSyntaxException("m= has no port 0-65535");
        return port;
    }

    private void closeStream() {
        if (open != null) streams.add(open.close());
        open = null;
    }
}
