package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;

/** Makes the requests that a trunk is kept alive with; the stack adds Via and Max-Forwards. */
final class Requests {
    private Requests() {}

    /** Who sends, and the number of the request. */
    record Sender(String callId, String tag, long sequence) {}

    /** Returns a REGISTER of {@code contact} (RFC 3261 section 10.2). */
    static SIPRequest register(SipUri server, Account account, Sender sender, String contact, Duration expires) {
        try {
            String address = account.address(server);
            SIPRequest request = request(Request.REGISTER, server, address, address, sender);
            var header = new Contact();
            header.setAddress(Uris.address(contact));
            request.setHeader(header);
            var seconds = new Expires();
            seconds.setExpires((int) expires.toSeconds());
            request.setHeader(seconds);
            request.setHeader(new Supported("path")); // RFC 3327 section 5.1: proxies may add themselves
            return request;
        } catch (ParseException | InvalidArgumentException ours) {
            throw new IllegalArgumentException("REGISTER to " + server, ours);
        }
    }

    /** Returns an OPTIONS that asks whether the server is there (RFC 3261 section 11). */
    static SIPRequest options(SipUri server, Account account, Sender sender) {
        try {
            return request(Request.OPTIONS, server, account.address(server), '<' + server.toString() + '>', sender);
        } catch (ParseException ours) {
            throw new IllegalArgumentException("OPTIONS to " + server, ours);
        }
    }

    private static SIPRequest request(String method, SipUri server, String from, String to, Sender sender)
            throws ParseException {
        var request = new SIPRequest();
        request.setMethod(method);
        request.setRequestURI((SipUri) server.clone());
        var fromHeader = new From();
        fromHeader.setAddress(Uris.address(from));
        fromHeader.setTag(sender.tag());
        request.setHeader(fromHeader);
        var toHeader = new To();
        toHeader.setAddress(Uris.address(to));
        request.setHeader(toHeader);
        request.setCallId(new CallID(sender.callId()));
        number(request, sender.sequence());
        return request;
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
        String parameter = transport.equals("udp") ? "" : ";transport=" + transport;
        return "<sip:" + Uris.escape(account.user()) + '@' + Uris.text(us) + parameter + ';' + Account.LINE + '='
                + account.line() + '>';
    }
}
