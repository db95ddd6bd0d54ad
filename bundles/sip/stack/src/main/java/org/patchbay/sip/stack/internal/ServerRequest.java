package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.SipException;
import javax.sip.TransactionAlreadyExistsException;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.stack.internal.transport.WireChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, in its server transaction when its handler wants one. */
final class ServerRequest implements IncomingRequest {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRequest.class);
    private static final int DEFAULT_PORT = 5060;

    private final SIPRequest message;
    private final WireChannel channel;
    private final ServerRequests requests;
    private final SipProviderImpl provider;
    private final AtomicReference<@Nullable SIPResponse> answer = new AtomicReference<>();
    private final AtomicReference<@Nullable ServerRequest> cancel = new AtomicReference<>();
    private volatile @Nullable SIPServerTransaction transaction;

    ServerRequest(SIPRequest message, WireChannel channel, ServerRequests requests, SipProviderImpl provider) {
        this.message = message;
        this.channel = channel;
        this.requests = requests;
        this.provider = provider;
    }

    @Override
    public SIPRequest message() {
        return message;
    }

    String callId() {
        return message.getCallId().getCallId();
    }

    @Override
    public InetSocketAddress source() {
        return channel.remote();
    }

    @Override
    public String transport() {
        return channel.getTransport();
    }

    @Override
    public boolean begin() {
        var method = message.getMethod();
        if (method.equals("ACK") || method.equals("CANCEL") || transaction != null) return true;
        try {
            var begun = (SIPServerTransaction) provider.getNewServerTransaction(message);
            begun.setRetransmitTimer(requests.t1Millis());
            transaction = begun;
            requests.begun(this);
            // RFC 3261 section 17.2.1 allows to wait 200 ms for the handler; at once, the caller stops to repeat the
            // INVITE sooner
            if (method.equals("INVITE")) send(begun, response(SIPResponse.TRYING));
            return true;
        } catch (TransactionAlreadyExistsException retransmission) {
            return false;
        } catch (SipException failed) {
            LOG.warn("{}: no transaction for {}: {}", callId(), method, failed.getMessage());
            return false;
        }
    }

    @Override
    public SIPResponse response(int status) {
        return requests.responses().of(message, status);
    }

    @Override
    public void respond(SIPResponse response) {
        if (message.getMethod().equals("ACK")) throw new IllegalStateException("an ACK is not answered");
        var before = response.getStatusCode() < 200 ? answer.get() : answer.compareAndExchange(null, response);
        var current = transaction;
        if (before != null) {
            if (repeats(before, response)) sendStateless(message, response, channel);
        } else if (current == null) {
            sendStateless(message, response, channel);
        } else {
            send(current, response);
        }
    }

    // RFC 3261 section 13.3.1.4: the 2xx to an INVITE goes out again until its ACK comes, past the transaction, which
    // has ended
    private boolean repeats(SIPResponse before, SIPResponse response) {
        return message.getMethod().equals("INVITE")
                && response.getStatusCode() / 100 == 2
                && response.getStatusCode() == before.getStatusCode()
                && Objects.equals(response.getToTag(), before.getToTag());
    }

    private void send(SIPServerTransaction current, SIPResponse response) {
        try {
            current.sendResponse(response);
        } catch (SipException | RuntimeException failed) {
            LOG.info("{}: {} was not sent: {}", callId(), response.getStatusCode(), failed.getMessage());
        }
    }

    /** Sends a response that is not repeated by anybody. */
    static void sendStateless(SIPRequest request, SIPResponse response, WireChannel channel) {
        try {
            channel.send(response, target(request, channel));
        } catch (IOException gone) {
            LOG.debug("{}: no answer to {}: {}", request.getCallId(), channel.remote(), gone.toString());
        }
    }

    // RFC 3581 section 4, else RFC 3261 section 18.2.2: always where it came from, to the port of its Via unless rport
    // asks for the other
    private static InetSocketAddress target(SIPRequest request, WireChannel channel) {
        var via = request.getTopmostVia();
        if (channel.isReliable() || via.hasParameter("rport")) return channel.remote();
        int port = via.getPort() > 0 ? via.getPort() : DEFAULT_PORT;
        return new InetSocketAddress(channel.remote().getAddress(), port);
    }

    /** Takes a CANCEL for this INVITE: the first one is to be handled, for one that comes again the answer is repeated. */
    Optional<ServerRequest> cancelledBy(SIPRequest message, WireChannel channel) {
        var request = new ServerRequest(message, channel, requests, provider);
        var first = cancel.compareAndExchange(null, request);
        if (first == null) return Optional.of(request);
        var answered = first.answer.get();
        if (answered != null) sendStateless(message, answered, channel);
        return Optional.empty();
    }
}
