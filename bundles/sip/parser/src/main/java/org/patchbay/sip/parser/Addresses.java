package org.patchbay.sip.parser;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.To;

/** Reads the headers that are addresses with parameters (RFC 3261 section 20.10). */
final class Addresses {
    private static final String TAG = "tag";

    private Addresses() {}

    static From from(Cursor in) throws SyntaxException {
        var from = Blanks.of(Blanks.FROM);
        single(in, from);
        return from;
    }

    static To to(Cursor in) throws SyntaxException {
        var to = Blanks.of(Blanks.TO);
        single(in, to);
        return to;
    }

    private static void single(Cursor in, AddressParametersHeader header) throws SyntaxException {
        read(in, header);
        in.expectEnd();
        if (header.hasParameter(TAG) && !isToken(header.getParameter(TAG))) throw in.bad();
    }

    private static boolean isToken(String tag) {
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (c >= 0x80 || !Octets.is(c, Octets.TOKEN)) return false;
        }
        return !tag.isEmpty();
    }

    static void contacts(Cursor in, ContactList into) throws SyntaxException {
        if (in.peek() == '*') {
            in.at++;
            in.expectEnd();
            var all = Blanks.of(Blanks.CONTACT);
            all.setWildCardFlag(true);
            into.add(all);
            return;
        }
        do {
            in.count();
            var contact = Blanks.of(Blanks.CONTACT);
            read(in, contact);
            into.add(contact);
        } while (in.skipSeparator(','));
        in.expectEnd();
    }

    static void routes(Cursor in, RouteList into) throws SyntaxException {
        do {
            var route = Blanks.of(Blanks.ROUTE);
            bracketed(in, route);
            into.add(route);
        } while (in.skipSeparator(','));
        in.expectEnd();
    }

    static void recordRoutes(Cursor in, RecordRouteList into) throws SyntaxException {
        do {
            var route = Blanks.of(Blanks.RECORD_ROUTE);
            bracketed(in, route);
            into.add(route);
        } while (in.skipSeparator(','));
        in.expectEnd();
    }

    // sections 20.30 and 20.34: name-addr only
    private static void bracketed(Cursor in, AddressParametersHeader header) throws SyntaxException {
        in.count();
        read(in, header);
        if (((AddressImpl) header.getAddress()).getAddressType() != AddressImpl.NAME_ADDR) throw in.bad();
    }

    private static void read(Cursor in, AddressParametersHeader header) throws SyntaxException {
        header.setAddress(address(in));
        Parameters.read(in, header.getParameters());
        in.blanks();
    }

    /** Reads {@code name-addr / addr-spec}. */
    static AddressImpl address(Cursor in) throws SyntaxException {
        var address = new AddressImpl();
        if (in.peek() == '"') {
            address.setDisplayName(in.quoted());
            in.blanks();
            brackets(in, address);
        } else if (in.peek() == '<') {
            brackets(in, address);
        } else {
            unquoted(in, address);
        }
        return address;
    }

    private static void brackets(Cursor in, AddressImpl address) throws SyntaxException {
        in.expect('<');
        int close = in.find('>', in.end);
        if (close < 0) throw in.bad();
        address.setURI(Uris.uri(in, close));
        in.at = close + 1;
    }

    /** Reads a display name without quotes, or no display name and no brackets either. */
    private static void unquoted(Cursor in, AddressImpl address) throws SyntaxException {
        int from = in.at;
        int nameEnd = from;
        while (Octets.is(in.peek(), Octets.TOKEN) || Octets.isBlank(in.peek()) || in.peek() >= 0x80) {
            if (!Octets.isBlank(in.peek())) nameEnd = in.at + 1;
            in.at++;
        }
        if (in.peek() == '<') {
            address.setDisplayName(Text.of(in.bytes, from, nameEnd));
            brackets(in, address);
            return;
        }
        in.at = from;
        address.setAddressType(AddressImpl.ADDRESS_SPEC);
        address.setURI(Uris.uri(in, bareEnd(in)));
    }

    // section 20.10: a URI with a comma, question mark or semicolon must be in brackets, so these end it, and a
    // question mark is left over as what nothing may begin with
    private static int bareEnd(Cursor in) {
        int end = in.at;
        while (end < in.end && !Octets.isBlank(in.bytes[end]) && ",;?".indexOf(in.bytes[end]) < 0) end++;
        return end;
    }
}
