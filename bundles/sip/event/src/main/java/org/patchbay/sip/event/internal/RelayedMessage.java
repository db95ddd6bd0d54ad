package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.URI;
import javax.sip.header.ContentTypeHeader;
import org.patchbay.channel.Party;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.dialog.Requests;
import org.patchbay.sip.dialog.Tokens;

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
    private static final Tokens TOKENS = new Tokens();

    /**
     * Writes the request for {@code contact}, from us at {@code us}.
     *
     * @throws IllegalArgumentException when that contact can't be written to
     */
    SIPRequest to(SipContact contact, InetSocketAddress us) {
        try {
            var from = address(original.getFrom().getAddress().getURI(), senderName, us);
            var way = new Dialog.Way(contact.path(), contact.uri(), contact.hop());
            var to = address(original.getRequestURI(), "", us);
            var request = Requests.of(Dialog.begun(TOKENS.dialog(), from, to, way), "MESSAGE");
            request.setHeader(new MaxForwards(hopsLeft()));
            for (var name : KEPT)
                HeaderText.first(original, name).ifPresent(value -> HeaderText.set(request, name, value));
            byte[] body = original.getRawContent();
            if (body != null)
                request.setContent(body, (ContentTypeHeader)
                        original.getContentTypeHeader().clone());
            return request;
        } catch (ParseException | InvalidArgumentException unusable) {
            throw new IllegalArgumentException("MESSAGE to " + contact, unusable);
        }
    }

    private static String address(URI uri, String name, InetSocketAddress us) {
        return Addresses.addressText(new Party(Addresses.user(uri), name), us);
    }

    private int hopsLeft() {
        var left = original.getMaxForwards();
        return left == null ? MAX_FORWARDS : Math.max(0, left.getMaxForwards() - 1);
    }
}
