package org.patchbay.sip.stack.internal;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Locale;
import java.util.Map;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.SipTransactions.OutgoingTransaction;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.stack.internal.transport.Listening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests: to the hop that the sender names, whatever is in the message, and without a look at the name system. */
final class ClientRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRequests.class);
    private static final int MAX_FORWARDS = 70;

    private final SIPTransactionStack stack;
    private final SipProviderImpl provider;
    private final Map<String, Listening> listening;
    private final InetSocketAddress advertised;
    private final AnsweredInvites answered;
    private final int t1Millis;

    ClientRequests(
            SIPTransactionStack stack,
            SipProviderImpl provider,
            Map<String, Listening> listening,
            InetSocketAddress advertised,
            AnsweredInvites answered,
            int t1Millis) {
        this.stack = stack;
        this.provider = provider;
        this.listening = listening;
        this.advertised = advertised;
        this.answered = answered;
        this.t1Millis = t1Millis;
    }

    OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler handler) {
        prepare(request, hop);
        var transaction = transaction(request, hop);
        var client = new ClientRequest(transaction, request, handler, this);
        transaction.setApplicationData(client);
        start(transaction, client);
        return client;
    }

    private SIPClientTransaction transaction(SIPRequest request, Hop hop) {
        var channel = listening(hop).channelTo(hop.address());
        var transaction = stack.createClientTransaction(request, channel);
        transaction.setBranch(request.getTopmostVia().getBranch());
        transaction.setRetransmitTimer(t1Millis);
        transaction.addEventListener(provider);
        return transaction;
    }

    private void start(SIPClientTransaction transaction, ClientRequest client) {
        stack.addTransaction(transaction);
        try {
            transaction.sendRequest();
        } catch (SipException | RuntimeException failed) {
            LOG.info("a request was not sent: {}", failed.getMessage());
            stack.removeTransaction(transaction);
            // not on the caller's thread, which may hold what the handler wants
            Thread.ofVirtual().name("sip-unsent").start(client::failed);
        }
    }

    void sendAck(SIPRequest ack, Hop hop) {
        prepare(ack, hop);
        try {
            listening(hop).channelTo(hop.address()).send(ack, hop.address());
        } catch (IOException failed) {
            // the 2xx comes again, and with it the next try
            LOG.info("{}: the ACK was not sent: {}", ack.getCallId().getCallId(), failed.getMessage());
        }
    }

    private Listening listening(Hop hop) {
        var point = listening.get(hop.transport().toLowerCase(Locale.ROOT));
        if (point == null) throw new IllegalArgumentException("no transport " + hop.transport());
        return point;
    }

    private void prepare(SIPRequest request, Hop hop) {
        if (hop.address().isUnresolved()) throw new IllegalArgumentException("not a literal address: " + hop.address());
        try {
            request.setHeader(via(hop.transport()));
            if (request.getMaxForwards() == null) request.setHeader(new MaxForwards(MAX_FORWARDS));
        } catch (ParseException | InvalidArgumentException ours) {
            throw new IllegalStateException(ours);
        }
    }

    private Via via(String transport) throws ParseException, InvalidArgumentException {
        var sentBy = new HostPort();
        sentBy.setHost(new Host(advertised.getHostString()));
        sentBy.setPort(advertised.getPort());
        var via = new Via();
        via.setSentBy(sentBy);
        via.setTransport(transport.toUpperCase(Locale.ROOT));
        via.setBranch(Utils.getInstance().generateBranchId());
        via.setParameter(Via.RPORT, null); // RFC 3581: we may be behind a NAT as well
        return via;
    }

    /** Sends a CANCEL the way the INVITE went (RFC 3261 section 9.1). */
    void sendCancel(SIPRequest cancel, SIPClientTransaction invite) throws SipException {
        var transaction = stack.createClientTransaction(cancel, invite.getMessageChannel());
        transaction.setBranch(cancel.getTopmostVia().getBranch());
        transaction.setRetransmitTimer(t1Millis);
        transaction.addEventListener(provider);
        stack.addTransaction(transaction);
        transaction.sendRequest();
    }

    void answered(String branch, ClientRequest client) {
        answered.add(branch, client);
    }

    void forget(String branch) {
        answered.remove(branch);
    }

    void after64T1(String callId, Runnable work) {
        stack.getTimer().schedule(new Later(callId, work), 64L * t1Millis);
    }

    private static final class Later extends SIPStackTimerTask {
        private final String callId;
        private final Runnable work;

        Later(String callId, Runnable work) {
            this.callId = callId;
            this.work = work;
        }

        @Override
        public void runTask() {
            work.run();
        }

        @Override
        public Object getThreadHash() {
            return callId;
        }
    }
}
