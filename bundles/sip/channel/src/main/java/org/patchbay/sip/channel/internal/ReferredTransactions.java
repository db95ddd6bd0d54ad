package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Request;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Party;
import org.patchbay.channel.Transferor;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.HeaderText;

/**
 * Sends the requests of a leg that a transfer led to, and tells in its INVITE who transferred it (RFC 3892): who that was verified to
 * be, whatever the REFER itself said.
 */
final class ReferredTransactions implements SipTransactions {
    private final SipTransactions stack;
    private final String address;

    /** @param address of the transferor, as Referred-By has it */
    private ReferredTransactions(SipTransactions stack, String address) {
        this.stack = stack;
        this.address = address;
    }

    /** Returns what a leg with {@code to} uses; a peer that isn't trusted learns no more of our users than it must, and nobody who a withheld one is. */
    static Signalling of(Signalling signalling, Binding to, Transferor by) {
        Optional<PeerRoute> route = PeerRoute.of(to);
        Optional<SipContact> contact = SipContact.of(to);
        if (by.withheld()
                || contact.isEmpty()
                || route.isPresent() && !route.get().trusted()) return signalling;
        var who = new Party(by.number(), "");
        String address = route.map(peer -> Addresses.addressText(who, peer.fromDomain()))
                .orElseGet(() -> Addresses.addressText(
                        who, signalling.advertised(contact.get().hop().transport())));
        return signalling.with(new ReferredTransactions(signalling.transactions(), address));
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
        HeaderText.set(request, "Referred-By", address);
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
