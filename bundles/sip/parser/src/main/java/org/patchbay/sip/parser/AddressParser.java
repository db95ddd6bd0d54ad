package org.patchbay.sip.parser;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import java.text.ParseException;

/** Reads addresses that stand alone, such as what a dialog or a registration keeps, by the rules of the messages' headers. */
public final class AddressParser {
    private static final int MOST_PARAMETERS = 128;

    private AddressParser() {}

    /**
     * Returns the {@code sip} or {@code sips} URI (RFC 3261 section 19.1).
     *
     * @throws ParseException when {@code text} is none
     */
    public static SipUri sipUri(String text) throws ParseException {
        var in = cursor(text);
        try {
            if (Uris.uri(in, in.end) instanceof SipUri uri) return uri;
        } catch (SyntaxException bad) {
            // falls through
        }
        throw new ParseException("not a SIP URI: " + text, in.at);
    }

    /**
     * Returns the address, {@code name-addr} or {@code addr-spec} (section 25.1), which nothing may follow.
     *
     * @throws ParseException when {@code text} is none
     */
    public static AddressImpl address(String text) throws ParseException {
        var in = cursor(text);
        try {
            var address = Addresses.address(in);
            in.expectEnd();
            return address;
        } catch (SyntaxException bad) {
            throw new ParseException("not an address: " + text, in.at);
        }
    }

    private static Cursor cursor(String text) {
        var bytes = Text.octets(text);
        return new Cursor(bytes, 0, bytes.length, Fault.CONTACT, new ValueCount(MOST_PARAMETERS));
    }
}
