package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.util.List;
import javax.sip.message.Request;
import org.patchbay.sip.SipTransactions;

/**
 * Sends the requests of a leg that a transfer led to, and tells in its INVITE who transferred it (RFC 3892): who that was verified to
 * be, whatever the REFER itself said.
 */
final class ReferredTransactions implements SipTransactions {
    private final SipTransactions stack;
    private final String address;

    /** @param address of the transferor, as Referred-By has it */
    ReferredTransactions(SipTransactions stack, String address) {
        this.stack = stack;
        this.address = address;
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses) {
        return stack.send(told(request), hop, responses);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        return stack.send(told(request), hops, responses);
    }

    private SIPRequest told(SIPRequest request) {
        if (!request.getMethod().equals(Request.INVITE) || request.getToTag() != null) return request;
        var header = new ExtensionHeaderImpl("Referred-By");
        header.setValue(address);
        request.setHeader(header);
        return request;
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
