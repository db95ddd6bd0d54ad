package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.registrar.internal.RejectedException.Reason;

/**
 * What a REGISTER asks for.
 *
 * @param contacts those to bind or end; none to ask what is bound
 * @param all whether all are to end, {@code Contact: *}
 */
record Registration(String callId, long sequence, List<Requested> contacts, boolean all, Extensions extensions) {
    private static final int MAX_URI = 2048;
    private static final int MAX_CONTACTS = 100;

    /**
     * One contact.
     *
     * @param seconds how long it shall live; 0 ends it
     * @param attributes what is remembered with it
     */
    record Requested(SipUri uri, SipContact contact, float q, int seconds, Map<String, String> attributes) {
        Requested {
            attributes = Map.copyOf(attributes);
        }

        /** Tells whether it is one of several flows of a device (RFC 5626 section 6). */
        boolean keepsFlow() {
            return attributes.containsKey(SipContact.REG_ID);
        }
    }

    Registration {
        contacts = List.copyOf(contacts);
    }

    static Registration of(IncomingRequest request, ExpiryLimits limits) {
        var message = request.message();
        var extensions = Extensions.of(message);
        var headers = message.getContactHeaders();
        var contacts = new ArrayList<Requested>();
        boolean all = false;
        if (headers != null) {
            if (headers.size() > MAX_CONTACTS) throw new RejectedException(Reason.TOO_MANY);
            for (var header : headers) {
                if (header.isWildCard()) all = true;
                else contacts.add(requested(request, header, extensions, limits));
            }
        }
        // RFC 3261 section 10.3 step 6: alone, and to end
        if (all && (!contacts.isEmpty() || headerSeconds(message) != 0)) throw new RejectedException(Reason.MALFORMED);
        int flows = 0;
        for (var contact : contacts) if (contact.keepsFlow() && contact.seconds() > 0) flows++;
        if (flows > 1) throw new RejectedException(Reason.SEVERAL_FLOWS); // RFC 5626 section 6
        return new Registration(
                message.getCallId().getCallId(), message.getCSeq().getSeqNumber(), contacts, all, extensions);
    }

    boolean keepsFlow() {
        for (var contact : contacts) if (contact.keepsFlow()) return true;
        return false;
    }

    private static Requested requested(
            IncomingRequest request, Contact header, Extensions extensions, ExpiryLimits limits) {
        if (!(header.getAddress().getURI() instanceof SipUri uri) || !"sip".equals(uri.getScheme())) {
            throw new RejectedException(Reason.MALFORMED);
        }
        var text = uri.toString();
        if (text.length() > MAX_URI) throw new RejectedException(Reason.MALFORMED);
        // RFC 5627 section 5.1: it would lead to itself
        if (Gruus.isGruu(uri) && isRegistered(uri, request.message())) throw new RejectedException(Reason.OWN_GRUU);
        int seconds = limits.granted(seconds(header, request.message()));
        var attributes = attributes(request.message(), header, extensions);
        boolean flow = attributes.containsKey(SipContact.REG_ID);
        if (flow && !extensions.firstHopKeepsFlows()) throw new RejectedException(Reason.NO_FLOW);
        var hop = Reach.hop(request, uri, extensions.path(), flow);
        var contact = new SipContact(text, hop, extensions.path());
        return new Requested(uri, contact, q(header), seconds, attributes);
    }

    private static boolean isRegistered(SipUri uri, SIPRequest message) {
        return ((AddressParametersHeader) message.getTo()).getAddress().getURI() instanceof SipUri to
                && to.getHostPort().equals(uri.getHostPort());
    }

    private static int seconds(Contact header, SIPRequest message) {
        return header.hasParameter(Contact.EXPIRES)
                ? number(header.getParameter(Contact.EXPIRES))
                : headerSeconds(message);
    }

    private static int headerSeconds(SIPRequest message) {
        var expires = message.getExpires();
        return expires == null ? -1 : expires.getExpires();
    }

    // section 20.19 lets what is malformed be taken as the default
    private static int number(String text) {
        if (text == null || text.isEmpty() || text.length() > 10) return -1;
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) return -1;
        return (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE);
    }

    private static float q(Contact header) {
        if (!header.hasParameter(Contact.Q)) return 1;
        float q = header.getQValue();
        if (!(q >= 0 && q <= 1)) throw new RejectedException(Reason.MALFORMED);
        return q;
    }

    private static Map<String, String> attributes(SIPRequest message, Contact header, Extensions extensions) {
        var attributes = new HashMap<String, String>();
        attributes.put(SipContact.CALL_ID, message.getCallId().getCallId());
        attributes.put(SipContact.CSEQ, Long.toString(message.getCSeq().getSeqNumber()));
        HeaderText.first(message, "User-Agent").ifPresent(agent -> attributes.put(SipContact.USER_AGENT, agent));
        var instance = Instance.of(header);
        instance.ifPresent(urn -> attributes.put(SipContact.INSTANCE, urn));
        // RFC 5626 section 6: without the option tag or the instance a reg-id says nothing
        if (instance.isPresent() && extensions.outbound()) {
            Instance.flow(header).ifPresent(number -> attributes.put(SipContact.REG_ID, number));
        }
        return attributes;
    }
}
