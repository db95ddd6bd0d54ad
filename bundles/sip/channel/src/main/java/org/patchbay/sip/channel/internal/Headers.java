package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.Accept;
import gov.nist.javax.sip.header.AcceptList;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.AllowList;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.MediaRange;
import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.Warning;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import javax.sip.InvalidArgumentException;
import org.patchbay.sip.dialog.Addresses;

/** The headers that our messages of a dialog share. */
final class Headers {
    /** The methods that a call takes (RFC 3261 section 20.5). */
    static final List<String> METHODS =
            List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "PRACK", "UPDATE", "INFO", "REFER");

    /** The extensions of SIP that every call supports. */
    private static final List<String> EXTENSIONS = List.of("replaces", "norefersub");

    private static final int MISCELLANEOUS = 399;

    private Headers() {}

    /** Adds Contact, which makes us the target of the dialog's requests. */
    static void contact(SIPMessage message, String user, InetSocketAddress at, String transport) {
        var contact = new Contact();
        contact.setAddress(Addresses.address('<' + Addresses.uriText(user, at, transport) + '>'));
        message.setHeader(contact);
    }

    /** Adds Allow and Supported. */
    static void allow(SIPMessage message) {
        var list = new AllowList();
        for (String method : METHODS) list.add(new Allow(method));
        message.setHeader(list);
        for (String tag : EXTENSIONS) message.addHeader(new Supported(tag));
    }

    /** Adds Accept, as a 415 and the answer to OPTIONS must have it (RFC 3261 sections 11.2 and 21.4.13). */
    static void accept(SIPMessage message, List<String> subtypes) {
        var list = new AcceptList();
        for (String subtype : subtypes) {
            var accept = new Accept();
            accept.setMediaRange(new MediaRange());
            accept.getMediaRange().setType("application");
            accept.getMediaRange().setSubtype(subtype);
            list.add(accept);
        }
        message.setHeader(list);
    }

    /** Adds Warning with a text for a person (RFC 3261 section 20.43). */
    static void warning(SIPMessage message, String text) {
        try {
            var header = new Warning();
            header.setCode(MISCELLANEOUS);
            header.setAgent("patchbay");
            header.setText(text);
            message.setHeader(header);
        } catch (InvalidArgumentException | ParseException impossible) {
            throw new IllegalArgumentException(text, impossible);
        }
    }

    static void retryAfter(SIPMessage message, int seconds) {
        try {
            var header = new RetryAfter();
            header.setRetryAfter(seconds);
            message.setHeader(header);
        } catch (InvalidArgumentException negative) {
            throw new IllegalArgumentException("seconds " + seconds, negative);
        }
    }

    static void sdp(SIPMessage message, String description) {
        message.setMessageContent("application", "sdp", description.getBytes(StandardCharsets.UTF_8));
    }
}
