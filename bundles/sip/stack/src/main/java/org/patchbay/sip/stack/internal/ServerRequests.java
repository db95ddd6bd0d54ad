package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.stack.internal.transport.WireChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives requests to their handlers, and knows the INVITEs that a CANCEL may be for. */
final class ServerRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRequests.class);

    private final HandlerTable handlers;
    private final Responses responses;
    private final int t1Millis;
    private final Map<String, ServerRequest> invites = new ConcurrentHashMap<>();

    ServerRequests(HandlerTable handlers, Responses responses, int t1Millis) {
        this.handlers = handlers;
        this.responses = responses;
        this.t1Millis = t1Millis;
    }

    /** Gives a request that is not a retransmission to its handler. */
    void serve(SIPRequest message, SipProviderImpl provider) {
        var channel = (WireChannel) message.getMessageChannel();
        var request = new ServerRequest(message, channel, this, provider);
        var handler = handlers.handler(message.getMethod());
        if (handler.isEmpty()) {
            // it went away between the valve and here
            if (!message.getMethod().equals("ACK")) request.respond(SIPResponse.SERVICE_UNAVAILABLE);
            return;
        }
        handle(handler.get(), request);
    }

    private static void handle(SipRequestHandler handler, ServerRequest request) {
        try {
            handler.handle(request);
        } catch (Throwable failed) {
            // foreign code: whatever it throws, this thread serves the next message
            LOG.error(
                    "{}: the handler of {} failed",
                    request.callId(),
                    request.message().getMethod(),
                    failed);
            if (!request.message().getMethod().equals("ACK")) request.respond(SIPResponse.SERVER_INTERNAL_ERROR);
        }
    }

    /** Serves a CANCEL (RFC 3261 section 9.2) without JAIN-SIP: its handler sees the first, the stack repeats the answer to it. */
    void cancel(SIPRequest cancel, WireChannel channel) {
        var invite = invites.get(key(cancel));
        if (invite == null) {
            var none = responses.of(cancel, SIPResponse.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            ServerRequest.sendStateless(cancel, none, channel);
            return;
        }
        var request = invite.cancelledBy(cancel, channel);
        if (request.isEmpty()) return;
        handlers.handler("INVITE")
                .ifPresentOrElse(
                        handler -> handle(handler, request.get()),
                        () -> request.get().respond(SIPResponse.SERVICE_UNAVAILABLE));
    }

    void begun(ServerRequest request) {
        if (request.message().getMethod().equals("INVITE")) invites.put(key(request.message()), request);
    }

    void ended(SIPRequest request) {
        if (request.getMethod().equals("INVITE")) invites.remove(key(request));
    }

    // RFC 3261 section 17.2.3: the branch and who made it
    private static String key(SIPRequest request) {
        var via = request.getTopmostVia();
        return (via.getBranch() + ' ' + via.getSentBy()).toLowerCase(Locale.ROOT);
    }

    Responses responses() {
        return responses;
    }

    int t1Millis() {
        return t1Millis;
    }

    int invites() {
        return invites.size();
    }
}
