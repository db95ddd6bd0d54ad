package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContentTypeHeader;
import org.patchbay.sip.SipContact;

/**
 * A MESSAGE on its way: what came from the sender goes to a device as a request of our own, with the body and what describes it
 * untouched (RFC 3428 section 6, RFC 5438).
 */
record RelayedMessage(SIPRequest original, String senderName) {
    // what the receiver needs to make sense of the body
    private static final List<String> KEPT = List.of(
            "Content-Disposition",
            "Content-Language",
            "Date",
            "Expires",
            "In-Reply-To",
            "Priority",
            "Reply-To",
            "Subject",
            "MIME-Version");
    private static final int MAX_FORWARDS = 70;

    /**
     * Writes the request for {@code contact}, from us at {@code us}.
     *
     * @throws IllegalArgumentException when that contact can't be written to
     */
    SIPRequest to(SipContact contact, InetSocketAddress us) {
        try {
            var request = new SIPRequest();
            request.setMethod("MESSAGE");
            var uri = Addresses.uri(contact.uri());
            uri.removeHeaders();
            uri.removeMethod();
            request.setRequestURI(uri);
            Dialog.setRoute(request, contact.path());
            request.setHeader(from(us));
            request.setHeader(to(us));
            request.setCallId(new CallID(UUID.randomUUID().toString()));
            request.setCSeq(new CSeq(1, "MESSAGE"));
            request.setHeader(new MaxForwards(hopsLeft()));
            for (var name : KEPT) Headers.value(original, name).ifPresent(value -> Headers.set(request, name, value));
            byte[] body = original.getRawContent();
            if (body != null)
                request.setContent(body, (ContentTypeHeader)
                        original.getContentTypeHeader().clone());
            return request;
        } catch (ParseException | InvalidArgumentException unusable) {
            throw new IllegalArgumentException("MESSAGE to " + contact, unusable);
        }
    }

    private From from(InetSocketAddress us) throws ParseException {
        var from = new From();
        from.setAddress(Addresses.address(
                name() + "<sip:" + user(original.getFrom().getAddress().getURI()) + '@' + Addresses.host(us) + '>'));
        from.setTag(UUID.randomUUID().toString().substring(0, 13));
        return from;
    }

    private To to(InetSocketAddress us) throws ParseException {
        var to = new To();
        to.setAddress(Addresses.address("<sip:" + user(original.getRequestURI()) + '@' + Addresses.host(us) + '>'));
        return to;
    }

    // with its escapes, as it came
    private static String user(javax.sip.address.URI uri) {
        return ((SipUri) uri).getUser();
    }

    // RFC 3261 section 25.1: what would end or break the quoted string is left out
    private String name() {
        var plain = senderName.replaceAll("[\\p{Cntrl}\"\\\\]", "").strip();
        return plain.isEmpty() ? "" : '"' + plain + "\" ";
    }

    private int hopsLeft() {
        var left = original.getMaxForwards();
        return left == null ? MAX_FORWARDS : Math.max(0, left.getMaxForwards() - 1);
    }
}
