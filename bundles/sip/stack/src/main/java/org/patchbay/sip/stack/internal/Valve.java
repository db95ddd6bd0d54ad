package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.InvalidArgumentException;
import org.patchbay.io.Flow;
import org.patchbay.sip.SipRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests through to their handlers: those that come again are answered from their transaction, those that no handler
 * should see are answered without any, and what is more than the server can do is put off.
 */
final class Valve {
    private static final Logger LOG = LoggerFactory.getLogger(Valve.class);
    private static final int DEFAULT_MAX_FORWARDS = 70;

    private final HandlerTable handlers;
    private final RequestChecks checks;
    private final Responses responses;
    private final ServerTransactions transactions;
    private final Admission admission;
    private final Traffic traffic;

    Valve(
            HandlerTable handlers,
            Responses responses,
            ServerTransactions transactions,
            Admission admission,
            Traffic traffic) {
        this.handlers = handlers;
        this.checks = new RequestChecks(responses, handlers);
        this.responses = responses;
        this.transactions = transactions;
        this.admission = admission;
        this.traffic = traffic;
    }

    /** Tells whether a message from there may be looked at; otherwise it is counted and gone. */
    boolean admits(Flow flow) {
        if (admission.admits(flow.remote().getAddress())) return true;
        traffic.drop("too many messages of one source");
        return false;
    }

    /** Takes a request that could be read. */
    void received(SIPRequest request, Flow flow) {
        switch (request.getMethod()) {
            case "ACK" -> acknowledged(request, flow);
            case "CANCEL" -> cancelled(request, flow);
            default -> {
                if (!transactions.repeated(request, flow)) fresh(request, flow);
            }
        }
    }

    // RFC 3261 section 17.1.1.3: an ACK is never answered
    private void acknowledged(SIPRequest ack, Flow flow) {
        if (checks.refusal(ack).isPresent()) traffic.drop("malformed ACK");
        else if (!transactions.acknowledged(ack)) {
            handlers.handler("ACK").ifPresent(handler -> handle(handler, serverRequest(ack, flow)));
        }
    }

    private void fresh(SIPRequest request, Flow flow) {
        var refusal = checks.refusal(request);
        if (refusal.isPresent()) {
            refuse(request, refusal.get(), flow);
            return;
        }
        if (request.getToTag() == null && admission.overloaded()) {
            traffic.drop("put off");
            refuse(request, checks.overloaded(request), flow);
            return;
        }
        if (request.getMaxForwards() == null) addMaxForwards(request);
        var handler = handlers.handler(request.getMethod());
        // what a call can do its handler says, what the server as a whole can do only the stack knows
        boolean ofTheServer = request.getMethod().equals("OPTIONS") && request.getToTag() == null;
        if (!ofTheServer && handler.isPresent()) handle(handler.get(), serverRequest(request, flow));
        else refuse(request, absent(request), flow);
    }

    private SIPResponse absent(SIPRequest request) {
        return request.getMethod().equals("OPTIONS") ? checks.capabilities(request) : checks.absent(request);
    }

    /** Serves a CANCEL (RFC 3261 section 9.2): its handler sees the first, the answer to it is repeated here. */
    private void cancelled(SIPRequest cancel, Flow flow) {
        var refusal = checks.refusal(cancel);
        if (refusal.isPresent()) {
            refuse(cancel, refusal.get(), flow);
            return;
        }
        var invite = transactions.cancelled(cancel);
        if (invite.isEmpty()) {
            int status = transactions.tooLate(cancel) ? SIPResponse.OK : SIPResponse.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
            refuse(cancel, responses.of(cancel, status), flow);
            return;
        }
        invite.get()
                .cancelledBy(cancel, flow)
                .ifPresent(request -> handlers.handler("INVITE")
                        .ifPresentOrElse(
                                handler -> handle(handler, request),
                                () -> request.respond(SIPResponse.SERVICE_UNAVAILABLE)));
    }

    private ServerRequest serverRequest(SIPRequest request, Flow flow) {
        return new ServerRequest(request, flow, transactions, responses);
    }

    private static void handle(SipRequestHandler handler, ServerRequest request) {
        try {
            handler.handle(request);
        } catch (Throwable failed) {
            // foreign code: whatever it throws, this thread serves the next message
            var method = request.message().getMethod();
            LOG.error("{}: the handler of {} failed", request.callId(), method, failed);
            if (!method.equals("ACK")) request.respond(SIPResponse.SERVER_INTERNAL_ERROR);
        }
    }

    private static void refuse(SIPRequest request, SIPResponse response, Flow flow) {
        Wire.send(response, ResponseTarget.of(request, flow));
    }

    // peers of RFC 2543 send none
    private static void addMaxForwards(SIPRequest request) {
        try {
            request.setHeader(new MaxForwards(DEFAULT_MAX_FORWARDS));
        } catch (InvalidArgumentException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
