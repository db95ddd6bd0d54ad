package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses one message with JAIN-SIP's parser, and around its weak spots: folded lines, unknown headers, headers that
 * come twice, exceptions that are no {@link ParseException}, and what lies beyond the Content-Length.
 */
public final class MessageReader extends StringMsgParser {
    // what a wrong one of these makes of the message is not what the sender meant; any other is kept as text
    private static final Set<String> ESSENTIAL = Set.of(
            "Via",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Content-Length",
            "Contact",
            "Max-Forwards",
            "Route",
            "Record-Route",
            "Require",
            "Proxy-Require",
            "Content-Type",
            "Content-Encoding");
    private static final Set<String> SINGLE =
            Set.of("From", "To", "Call-ID", "CSeq", "Content-Length", "Max-Forwards", "Content-Type", "Expires");

    private final Set<String> seen = new HashSet<>();

    private MessageReader() {}

    /** Finds the end of a message in a stream. */
    public static int cut(byte[] bytes, int from, int to) {
        int end = from;
        while (end + 3 < to && !(bytes[end] == 13 && bytes[end + 1] == 10 && bytes[end + 2] == 13 && bytes[end + 3] == 10)) end++;
        if (end + 3 >= to) return to - from > 16384 ? -1 : 0;
        int length = ContentLength.of(bytes, from, end + 4);
        if (length < 0 || length > 65536) return -1;
        int whole = end + 4 - from + length;
        return whole <= to - from ? whole : 0;
    }

    /** Parses {@code bytes}, which it may change; throws for everything that is not a usable message. */
    public static SIPMessage read(byte[] bytes) throws ParseException {
        try {
            unfold(bytes);
            return new MessageReader().parse(bytes);
        } catch (RuntimeException | StackOverflowError hostile) {
            throw (ParseException) new ParseException("unreadable", 0).initCause(hostile);
        }
    }

    /** Makes one line of a header that continues in the next (RFC 3261 section 7.3.1), without moving a byte. */
    static void unfold(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] != '\r' || bytes[i + 1] != '\n') continue;
            if (bytes[i + 2] == '\r') return; // the empty line: what follows is the body
            if (bytes[i + 2] == ' ' || bytes[i + 2] == '\t') {
                bytes[i] = ' ';
                bytes[i + 1] = ' ';
            }
        }
    }

    private SIPMessage parse(byte[] bytes) throws ParseException {
        var message = parseSIPMessage(bytes, false, false, null);
        if (message == null || incomplete(message)) throw new ParseException("incomplete", 0);
        takeBody(message, bytes);
        return message;
    }

    private static boolean incomplete(SIPMessage message) {
        return message.getTopmostVia() == null
                || message.getFrom() == null
                || message.getTo() == null
                || message.getCallId() == null
                || message.getCSeq() == null
                || message instanceof SIPRequest request && request.getRequestURI() == null
                || message instanceof SIPResponse response && response.getStatusLine() == null;
    }

    private void takeBody(SIPMessage message, byte[] bytes) throws ParseException {
        int begin = (int) message.getSize();
        int rest = Math.max(bytes.length - begin, 0);
        // RFC 3261 section 18.3: without the header a datagram's body is all the rest; what is beyond the length is
        // discarded
        int length =
                seen.contains("Content-Length") ? message.getContentLength().getContentLength() : rest;
        if (length > rest || length < 0) throw new ParseException("body is too short", 0);
        if (length > 0) message.setMessageContent(Arrays.copyOfRange(bytes, begin, begin + length));
    }

    @Override
    protected SIPMessage processFirstLine(String line, @Nullable ParseExceptionListener listener, byte[] bytes)
            throws ParseException {
        if (line.startsWith("SIP/")) return super.processFirstLine(line, null, bytes);
        var parts = line.split(" ", -1);
        if (parts.length != 3 || parts[1].indexOf('<') >= 0 || isBareIpVersion6(parts[1])) {
            throw new ParseException("request line", 0);
        }
        var message = super.processFirstLine(line, null, bytes);
        // JAIN-SIP takes every version for its own
        if (message instanceof SIPRequest request) request.getRequestLine().setSipVersion(parts[2]);
        return message;
    }

    // RFC 5118 section 4.2: without brackets JAIN-SIP takes the first group for the host
    private static boolean isBareIpVersion6(String uri) {
        if (!uri.regionMatches(true, 0, "sip", 0, 3) || uri.indexOf('[') >= 0) return false;
        int host = Math.max(uri.indexOf('@'), uri.indexOf(':')) + 1;
        int end = uri.indexOf(';', host);
        var hostPort = end < 0 ? uri.substring(host) : uri.substring(host, end);
        return hostPort.indexOf(':') != hostPort.lastIndexOf(':');
    }

    @Override
    protected void processHeader(
            String header, SIPMessage message, @Nullable ParseExceptionListener listener, byte[] bytes)
            throws ParseException {
        int colon = header.indexOf(':');
        if (colon < 1) throw new ParseException("header without a name", 0);
        var name = KnownHeaders.canonical(header.substring(0, colon).strip());
        if (name.isEmpty()) {
            message.addUnparsed(header);
            return;
        }
        if (!seen.add(name.get()) && SINGLE.contains(name.get())) throw new ParseException("header comes twice", 0);
        try {
            super.processHeader(name.get() + header.substring(colon), message, FAILING, bytes);
        } catch (ParseException | RuntimeException bad) {
            if (ESSENTIAL.contains(name.get())) throw bad;
            message.addUnparsed(header);
        }
    }

    private static final ParseExceptionListener FAILING = (thrown, message, type, header, text) -> {
        throw thrown;
    };
}
