package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.sip.SipTransactions;

/** Keeps what is sent, and answers when a test says so. */
final class FakeStack implements SipTransactions {
    private final List<Sent> sent = new ArrayList<>();
    private final List<Ack> acks = new ArrayList<>();

    /** A request that went out in a transaction. */
    static final class Sent implements OutgoingTransaction {
        private final SIPRequest request;
        private final Hop hop;
        private final SipResponseHandler handler;
        private List<Hop> hops = List.of();
        private boolean cancelled;
        private String reason = "";

        Sent(SIPRequest request, Hop hop, SipResponseHandler handler) {
            this.request = request;
            this.hop = hop;
            this.handler = handler;
        }

        SIPRequest request() {
            return request;
        }

        Hop hop() {
            return hop;
        }

        /** Returns the hops that it may go to, when the sender gave several. */
        List<Hop> hops() {
            return hops;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void cancel(Reason why) {
            cancelled = true;
            reason = why.toString().strip();
        }

        boolean cancelled() {
            return cancelled;
        }

        String reason() {
            return reason;
        }

        String text() {
            return request.toString();
        }

        /** Answers with {@code status}, the tag {@code tag}, more header lines, and a description or none. */
        void answer(int status, String tag, String headers, String description) {
            handler.received(Messages.response(request, status, tag, headers, description));
        }

        void answer(int status) {
            answer(status, "callee", "", "");
        }

        /** Answers with {@code text} if it is a 200 for this INVITE; the stack drops others. */
        boolean answer(String text) {
            SIPMessage message;
            try {
                message = Messages.parse(text);
            } catch (RuntimeException malformed) {
                return false;
            }
            boolean ours = message instanceof SIPResponse response
                    && response.getStatusCode() == 200
                    && response.getCSeq() != null
                    && response.getTo() != null
                    && response.getCSeq().getMethod().equals("INVITE");
            if (ours) handler.received((SIPResponse) message);
            return ours;
        }

        void received(SIPResponse response) {
            handler.received(response);
        }

        void timeOut() {
            handler.timedOut();
        }
    }

    /** An ACK for a 2xx. */
    record Ack(SIPRequest request, Hop hop) {}

    @Override
    public OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses) {
        if (!hop.transport().equals("udp") && !hop.transport().equals("tcp")) {
            throw new IllegalArgumentException("no transport " + hop.transport());
        }
        // what was built must be a message that others can read
        var parsed = (SIPRequest) Messages.parse(Messages.withVia(request));
        var entry = new Sent(parsed, hop, responses);
        sent.add(entry);
        return entry;
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        OutgoingTransaction transaction = send(request, hops.getFirst(), responses);
        last().hops = List.copyOf(hops);
        return transaction;
    }

    @Override
    public void sendAck(SIPRequest ack, Hop hop) {
        acks.add(new Ack((SIPRequest) Messages.parse(Messages.withVia(ack)), hop));
    }

    @Override
    public InetSocketAddress advertised(String transport) {
        return new InetSocketAddress("192.0.2.1", 5060);
    }

    @Override
    public TransactionCounters counters() {
        return new TransactionCounters(0, 0, 0, 0, 0, Map.of());
    }

    List<Sent> sent() {
        return sent;
    }

    Sent last() {
        return sent.getLast();
    }

    List<String> methods() {
        return sent.stream().map(entry -> entry.request().getMethod()).toList();
    }

    List<Ack> acks() {
        return acks;
    }
}
