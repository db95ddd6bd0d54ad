package org.patchbay.sip.parser;

import org.patchbay.sip.parser.Parsed.Cause;
import org.patchbay.sip.parser.Parsed.Dropped;
import org.patchbay.sip.parser.Parsed.Good;
import org.patchbay.sip.parser.Parsed.Refused;
import org.patchbay.sip.parser.StartLine.Kind;

/**
 * Reads messages into JAIN-SIP's objects. Never throws, whatever the octets are; time and memory grow with their number and not
 * faster. What a message means, such as an extension or a scheme that isn't supported, is for the caller to judge.
 */
public final class SipParser {
    private final ParserLimits limits;

    /** Makes a parser that refuses what is larger than {@code limits}. */
    public SipParser(ParserLimits limits) {
        this.limits = limits;
    }

    /** Reads a whole message: a datagram, or what {@link SipFramer} has cut out of a stream. Keeps no reference to {@code message}. */
    public Parsed parse(byte[] message) {
        return parse(message, 0, message.length);
    }

    /** Reads the message from {@code from} up to {@code to}. */
    public Parsed parse(byte[] bytes, int from, int to) {
        return parse(bytes, from, to, true);
    }

    Parsed parse(byte[] bytes, int from, int to, boolean withBody) {
        int start = from;
        // RFC 3261 section 7.5
        while (start < to && (bytes[start] == '\r' || bytes[start] == '\n')) start++;
        if (start == to) return new Dropped(Cause.KEEP_ALIVE);
        var kind = StartLine.kind(bytes, start, Math.min(to, start + limits.headBytes()));
        if (kind == Kind.NEITHER) return new Dropped(Cause.GARBAGE);
        try {
            return new Good(new MessageReader(bytes, start, to, limits).read(kind, withBody));
        } catch (SyntaxException bad) {
            return kind == Kind.RESPONSE ? new Dropped(Cause.RESPONSE) : refused(bad.fault(), bytes, start, to);
        } catch (RuntimeException | StackOverflowError foreign) {
            // JAIN-SIP's setters promise little; one message is no reason to stop reading
            return new Dropped(Cause.DEFECT);
        }
    }

    private Parsed refused(Fault fault, byte[] bytes, int from, int to) {
        if (UnreadableRequest.isAck(bytes, from, to)) return new Dropped(Cause.ACK);
        return UnreadableRequest.of(bytes, from, Math.min(to, from + limits.headBytes()))
                .<Parsed>map(request -> new Refused(fault, request))
                .orElse(new Dropped(Cause.UNANSWERABLE));
    }
}
