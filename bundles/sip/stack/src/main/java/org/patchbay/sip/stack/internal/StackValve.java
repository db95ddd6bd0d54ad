package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import javax.sip.InvalidArgumentException;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.patchbay.sip.stack.internal.transport.Traffic;
import org.patchbay.sip.stack.internal.transport.WireChannel;

/**
 * Sees each message before JAIN-SIP makes anything of it: answers what no handler should see, without state; serves
 * CANCEL, for which JAIN-SIP would search its whole table; and keeps out responses that belong to nothing, for each of
 * which it would do the same (5 ms with some thousand transactions).
 */
final class StackValve implements SIPMessageValve {
    private static final int DEFAULT_MAX_FORWARDS = 70;

    private final SIPTransactionStack stack;
    private final HandlerTable handlers;
    private final RequestChecks checks;
    private final Responses responses;
    private final ServerRequests requests;
    private final AnsweredInvites answered;
    private final Traffic traffic;

    StackValve(
            SIPTransactionStack stack,
            HandlerTable handlers,
            Responses responses,
            ServerRequests requests,
            AnsweredInvites answered,
            Traffic traffic) {
        this.stack = stack;
        this.handlers = handlers;
        this.checks = new RequestChecks(responses, handlers);
        this.responses = responses;
        this.requests = requests;
        this.answered = answered;
        this.traffic = traffic;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        var wire = (WireChannel) channel;
        var refusal = checks.refusal(request, channel.getTransport());
        if (refusal.isPresent()) {
            refuse(request, refusal.get(), wire);
            return false;
        }
        if (request.getMaxForwards() == null) addMaxForwards(request);
        if (request.getMethod().equals("CANCEL")) {
            requests.cancel(request, wire);
            return false;
        }
        if (!asksForTheServer(request) && handlers.handler(request.getMethod()).isPresent()) return true;
        return absent(request, wire);
    }

    // what a call can do its handler says, what the server as a whole can do only the stack knows
    private static boolean asksForTheServer(SIPRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getToTag() == null;
    }

    private boolean absent(SIPRequest request, WireChannel channel) {
        // the handler went away after it had begun to serve this one, which is sent again: its transaction knows the
        // answer
        if (stack.findTransaction(request.getTransactionId(), true) != null) return true;
        var options = request.getMethod().equals("OPTIONS");
        refuse(request, options ? checks.capabilities(request) : checks.absent(request), channel);
        return false;
    }

    private void refuse(SIPRequest request, SIPResponse response, WireChannel channel) {
        // RFC 3261 section 17.1.1.3: an ACK is never answered
        if (request.getMethod().equals("ACK")) traffic.drop();
        else ServerRequest.sendStateless(request, response, channel);
    }

    // peers of RFC 2543 send none
    private static void addMaxForwards(SIPRequest request) {
        try {
            request.setHeader(new MaxForwards(DEFAULT_MAX_FORWARDS));
        } catch (InvalidArgumentException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean processResponse(Response received, MessageChannel channel) {
        var response = (SIPResponse) received;
        // RFC 3261 section 8.1.3.3: with a second Via it is somebody else's
        boolean ours = response.getViaHeaders().size() == 1;
        var branch = response.getTransactionId();
        if (ours && stack.findTransaction(branch, false) != null) return true;
        if (!ours || !answered.again(branch, response)) traffic.drop();
        return false;
    }

    @Override
    public void init(SipStack ignored) {}

    @Override
    public void destroy() {}
}
