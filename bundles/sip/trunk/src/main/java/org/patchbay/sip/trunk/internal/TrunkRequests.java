package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Requests;

/** Makes the requests that a trunk is kept alive with; the stack adds Via and Max-Forwards. */
final class TrunkRequests {
    private TrunkRequests() {}

    /** Who sends to whom, and the number of the request. */
    record Sender(Dialog.Id id, SipUri server, Hop hop, long sequence) {
        private SIPRequest request(String method, String from, String to) {
            var way = new Dialog.Way(List.of(), server.toString(), hop);
            return Requests.of(Dialog.begun(id, from, to, way).numbered(sequence), method);
        }
    }

    /** Returns a REGISTER of {@code contact} (RFC 3261 section 10.2). */
    static SIPRequest register(Account account, Sender sender, String contact, Duration expires) {
        try {
            String address = account.address(sender.server());
            SIPRequest request = sender.request(Request.REGISTER, address, address);
            var header = new Contact();
            header.setAddress(Addresses.address(contact));
            request.setHeader(header);
            var seconds = new Expires();
            seconds.setExpires((int) expires.toSeconds());
            request.setHeader(seconds);
            request.setHeader(new Supported("path")); // RFC 3327 section 5.1: proxies may add themselves
            return request;
        } catch (InvalidArgumentException ours) {
            throw new IllegalArgumentException("REGISTER to " + sender.server(), ours);
        }
    }

    /** Returns an OPTIONS that asks whether the server is there (RFC 3261 section 11). */
    static SIPRequest options(Account account, Sender sender) {
        SipUri server = sender.server();
        return sender.request(Request.OPTIONS, account.address(server), '<' + server.toString() + '>');
    }

    /** Gives {@code request} another number. */
    static void number(SIPRequest request, long sequence) {
        try {
            request.setCSeq(new CSeq(sequence, request.getMethod()));
        } catch (IllegalArgumentException ours) {
            throw new IllegalStateException("CSeq " + sequence, ours);
        }
    }

    /** Returns the Contact that we register: our address as the server's transport sees it, and what tells the trunk. */
    static String contact(Account account, InetSocketAddress us, String transport) {
        return '<' + Addresses.uriText(account.user(), us, transport) + ';' + Account.LINE + '=' + account.line() + '>';
    }
}
