package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.header.Contact;
import java.util.Optional;
import java.util.regex.Pattern;

/** The identity of a device and its flow, as a Contact gives it (RFC 5626 sections 4.1 and 4.2). */
final class Instance {
    // RFC 5626 section 4.1: a URN in angle brackets; what else stands there would break our own header
    private static final Pattern URN = Pattern.compile("<[!#-;=?-\\[\\]-~]{1,200}>");
    private static final Pattern NUMBER = Pattern.compile("0*([1-9][0-9]{0,9})");

    private Instance() {}

    /** Returns {@code +sip.instance} with its angle brackets; empty when there is none that can be used. */
    static Optional<String> of(Contact contact) {
        return Optional.ofNullable(contact.getParameter("+sip.instance"))
                .filter(text -> URN.matcher(text).matches());
    }

    /** Returns {@code reg-id}, 1 to 2^31-1 (RFC 5626 section 4.2); empty when there is none. */
    static Optional<String> flow(Contact contact) {
        var matcher = NUMBER.matcher(String.valueOf(contact.getParameter("reg-id")));
        return matcher.matches() && Long.parseLong(matcher.group(1)) <= Integer.MAX_VALUE
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }
}
