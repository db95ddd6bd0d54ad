package org.patchbay.sip.stack.internal;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.SipTransactions.OutgoingTransaction;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests: to the hop that the sender names, whatever is in the message, and without a look at the name system. */
final class OutgoingRequests {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingRequests.class);
    private static final int MAX_FORWARDS = 70;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Endpoints endpoints;
    private final ClientTransactions transactions;
    private final Lingering<Boolean> datagramsOnly;
    private final FailedHops failed;
    private final Branches branches = new Branches();

    OutgoingRequests(Endpoints endpoints, ClientTransactions transactions, InstantSource clock) {
        this.datagramsOnly = new Lingering<>(clock, REMEMBERED.toMillis(), 10_000);
        this.failed = new FailedHops(clock);
        this.endpoints = endpoints;
        this.transactions = transactions;
    }

    OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler handler) {
        if (hops.isEmpty()) throw new IllegalArgumentException("no hop");
        var outgoing = new OutgoingRequest(request, failed.last(hops), handler, this);
        // not on the caller's thread, which may hold what the handler wants
        if (!outgoing.next()) transactions.timers().after(0, outgoing, outgoing::unreachable);
        return outgoing;
    }

    /** Makes the transaction of {@code request} with {@code hop}, from which nothing is sent yet; empty when no way leads there. */
    Optional<ClientTransaction> transaction(SIPRequest request, Hop hop, ClientTransaction.Outcome outcome) {
        return endpoints.flow(hop).map(flow -> {
            prepare(request, flow);
            return new ClientTransaction(request, flow, outcome, transactions);
        });
    }

    /** Returns where what is too long for datagrams goes instead (RFC 3261 section 18.1.1); empty when it has to stay with them. */
    Optional<Hop> stream(Hop hop) {
        var tcp = new Hop("tcp", hop.address());
        boolean possible = hop.flow().isEmpty()
                && endpoints.listener("tcp", hop.address()).isPresent()
                && datagramsOnly.get(hop.address().toString()).isEmpty();
        return possible ? Optional.of(tcp) : Optional.empty();
    }

    /** Notes that nobody takes connections at {@code hop}, so that the next long request needn't find out. */
    void refusesStreams(Hop hop) {
        datagramsOnly.add(hop.address().toString(), Boolean.TRUE);
    }

    FailedHops failed() {
        return failed;
    }

    void sendAck(SIPRequest ack, Hop hop) {
        var flow = endpoints.flow(hop);
        if (flow.isEmpty()) {
            // the 2xx comes again, and with it the next try
            LOG.info("{}: the ACK was not sent, no way to {}", ack.getCallId().getCallId(), hop);
            return;
        }
        prepare(ack, flow.get());
        Wire.send(ack, flow.get());
    }

    private void prepare(SIPRequest request, Flow flow) {
        try {
            request.setHeader(via(flow.listener().advertised(), Wire.transport(flow)));
            if (request.getMaxForwards() == null) request.setHeader(new MaxForwards(MAX_FORWARDS));
        } catch (ParseException | InvalidArgumentException ours) {
            throw new IllegalStateException(ours);
        }
    }

    private Via via(InetSocketAddress advertised, String transport) throws ParseException, InvalidArgumentException {
        var sentBy = new HostPort();
        sentBy.setHost(new Host(advertised.getHostString()));
        sentBy.setPort(advertised.getPort());
        var via = new Via();
        via.setSentBy(sentBy);
        via.setTransport(transport);
        via.setBranch(branches.next());
        via.setParameter(Via.RPORT, null); // RFC 3581: we may be behind a NAT as well
        return via;
    }

    /** Sends the CANCEL of {@code invite}, the way that went (RFC 3261 section 9.1). */
    void cancel(ClientTransaction invite, @Nullable Reason why) {
        invite.cancel().ifPresent(cancel -> {
            if (why != null) cancel.setHeader(why);
            new ClientTransaction(cancel, invite.flow(), new Unheard(), transactions).start();
        });
        // same section: who doesn't answer the INVITE within 64*T1 after that never will
        transactions.timers().after(transactions.timing().patience(), invite, invite::abandon);
    }

    /** Takes the answer to a CANCEL, which tells nothing: that to the INVITE does. */
    private static final class Unheard implements ClientTransaction.Outcome {
        @Override
        public void received(SIPResponse response) {}

        @Override
        public void failed(boolean unreachable) {}
    }
}
