package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.dialog.UserPart;

/** Where a REFER leads (RFC 3515 section 2.1). */
sealed interface ReferTo {
    /** A user to call. */
    record Number(String number) implements ReferTo {}

    /** The place of another leg (RFC 3891). */
    record Place(Replaces replaces) implements ReferTo {}

    /** Nowhere that we can go: what the REFER is answered. */
    record Unusable(int status) implements ReferTo {}

    /** Reads what {@code refer} asks for. */
    static ReferTo of(SIPRequest refer) {
        // RFC 3515 section 2.4.2: not one, or more than one
        if (HeaderText.of(refer, ReferToHeader.NAME, "r").size() != 1) return new Unusable(400);
        if (!(refer.getHeader(ReferToHeader.NAME) instanceof ReferToHeader header)) return new Unusable(400);
        return of(header.getAddress().getURI());
    }

    private static ReferTo of(URI uri) {
        if (uri instanceof TelURL tel) return number(tel.getPhoneNumber());
        if (!(uri instanceof SipUri sip)) return new Unusable(416);
        String method = sip.getMethodParam();
        if (method != null && !method.equalsIgnoreCase(Request.INVITE)) return new Unusable(603);
        List<String> places = headers(sip, Replaces.NAME);
        return places.isEmpty() ? number(Addresses.user(sip)) : place(places);
    }

    private static ReferTo number(String number) {
        return number.isEmpty() ? new Unusable(404) : new Number(number);
    }

    private static ReferTo place(List<String> places) {
        Optional<Replaces> replaces = places.size() == 1 ? Replaces.parse(places.getFirst()) : Optional.empty();
        return replaces.isPresent() ? new Place(replaces.get()) : new Unusable(400);
    }

    /** Returns the values of a header that the URI holds, without escapes (RFC 3261 section 19.1.1). */
    private static List<String> headers(SipUri uri, String name) {
        String text = uri.encode();
        int question = text.indexOf('?');
        if (question < 0) return List.of();
        return List.of(text.substring(question + 1).split("&")).stream()
                .map(field -> field.split("=", 2))
                .filter(field -> UserPart.unescape(field[0]).equalsIgnoreCase(name))
                .map(field -> field.length < 2 ? "" : UserPart.unescape(field[1]))
                .toList();
    }
}
