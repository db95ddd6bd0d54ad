package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import org.patchbay.io.Flow;
import org.patchbay.sip.parser.SipWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts messages on the wire, and writes what comes and goes into the log: a line at DEBUG, the message at TRACE. */
final class Wire {
    private static final Logger MESSAGES = LoggerFactory.getLogger("org.patchbay.sip.message");

    private Wire() {}

    /** Encodes {@code message} for {@code flow}. */
    static byte[] encode(SIPMessage message, Flow flow) {
        var via = message.getTopmostVia();
        if (via != null) setTransport(via, transport(flow));
        return SipWriter.octets(message);
    }

    private static void setTransport(Via via, String transport) {
        try {
            if (!transport.equals(via.getTransport())) via.setTransport(transport);
        } catch (ParseException ours) {
            throw new IllegalStateException(ours); // a name of five
        }
    }

    /** Returns the transport as a Via names it. */
    static String transport(Flow flow) {
        return flow.listener().protocol().name();
    }

    /** Sends {@code bytes}, which encode {@code message}; nobody learns when that fails. */
    static void send(SIPMessage message, byte[] bytes, Flow flow) {
        send(message, bytes, flow, Flow.Outcome.IGNORED);
    }

    /** Sends {@code bytes}, which encode {@code message}. */
    static void send(SIPMessage message, byte[] bytes, Flow flow, Flow.Outcome outcome) {
        if (MESSAGES.isDebugEnabled()) log("sent to", message, flow);
        flow.send(bytes, outcome);
    }

    /** Sends {@code message} outside of any transaction. */
    static void send(SIPMessage message, Flow flow) {
        send(message, encode(message, flow), flow);
    }

    static void logReceived(SIPMessage message, Flow flow) {
        if (MESSAGES.isDebugEnabled()) log("received from", message, flow);
    }

    private static void log(String what, SIPMessage message, Flow flow) {
        if (MESSAGES.isTraceEnabled()) {
            MESSAGES.trace("{} {} {}\n{}", what, transport(flow), flow.remote(), message);
        } else {
            MESSAGES.debug(
                    "{} {} {} {}",
                    what,
                    transport(flow),
                    flow.remote(),
                    message.getFirstLine().strip());
        }
    }
}
