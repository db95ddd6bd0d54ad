package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;
import org.patchbay.sip.SipTransactions;

/**
 * Sends the requests of a leg with another server: the INVITE to the first of its addresses that takes it, and any request once more
 * with credentials when the server asks for them (RFC 3261 section 22.2), so that who sends needn't know of it.
 */
final class PeerTransactions implements SipTransactions {
    private static final int MAX_CHALLENGES = 3;

    private final SipTransactions stack;
    private final Leg leg;
    private final PeerLink peer;

    PeerTransactions(SipTransactions stack, Leg leg, PeerLink peer) {
        this.stack = stack;
        this.leg = leg;
        this.peer = peer;
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses) {
        boolean begins = request.getMethod().equals(Request.INVITE) && request.getToTag() == null;
        return send(request, begins && !peer.hops().isEmpty() ? peer.hops() : List.of(hop), responses);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        return new Exchange(request, hops, responses);
    }

    /** Returns the one of {@code hops} that {@code response} came from, the first when that can't be told. */
    static Hop answering(List<Hop> hops, SIPResponse response) {
        InetAddress from = response.getRemoteAddress();
        return hops.stream()
                .filter(hop -> hop.address().getAddress().equals(from))
                .filter(hop -> response.getRemotePort() <= 0
                        || response.getRemotePort() == hop.address().getPort())
                .findFirst()
                .orElse(hops.getFirst());
    }

    /** One request, however often it has to be sent. Touched within tasks of the leg's owner, but for the responses. */
    private final class Exchange implements OutgoingTransaction, SipResponseHandler {
        private final List<Hop> hops;
        private final SipResponseHandler responses;
        private SIPRequest request;
        private OutgoingTransaction current;
        private int challenges;
        private boolean cancelled;

        Exchange(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
            this.request = request;
            this.hops = hops;
            this.responses = responses;
            this.current = stack.send(request, hops, this);
        }

        @Override
        public void received(SIPResponse response) {
            int status = response.getStatusCode();
            if (status == 401 || status == 407) leg.post(() -> challenged(response));
            else responses.received(response);
        }

        @Override
        public void timedOut() {
            responses.timedOut();
        }

        private void challenged(SIPResponse response) {
            Optional<SIPRequest> again = cancelled || ++challenges > MAX_CHALLENGES
                    ? Optional.empty()
                    : peer.authenticator().get().flatMap(with -> with.answer(peer.name(), request, response));
            if (again.isEmpty()) responses.received(response);
            else send(again.get(), answering(hops, response));
        }

        private void send(SIPRequest again, Hop hop) {
            try {
                // RFC 3261 section 22.2: the next number
                again.getCSeq().setSeqNumber(leg.numberAfter(request));
            } catch (InvalidArgumentException ours) {
                throw new IllegalStateException("CSeq", ours);
            }
            request = again;
            current = stack.send(again, List.of(hop), this); // its challenge is no other server's
        }

        @Override
        public void cancel() {
            cancelled = true;
            current.cancel();
        }

        @Override
        public void cancel(Reason why) {
            cancelled = true;
            current.cancel(why);
        }

        @Override
        public void forget() {
            current.forget();
        }
    }

    @Override
    public void sendAck(SIPRequest ack, Hop hop) {
        stack.sendAck(ack, hop);
    }

    @Override
    public InetSocketAddress advertised(String transport) {
        return stack.advertised(transport);
    }

    @Override
    public InetSocketAddress advertised(Hop hop) {
        return stack.advertised(hop);
    }

    @Override
    public TransactionCounters counters() {
        return stack.counters();
    }
}
