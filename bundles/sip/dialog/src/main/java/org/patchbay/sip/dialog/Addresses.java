package org.patchbay.sip.dialog;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import org.patchbay.channel.Party;
import org.patchbay.sip.parser.AddressParser;

/** Reads and writes the URIs and addresses of SIP messages. */
public final class Addresses {
    private Addresses() {}

    /** Returns the URI; the text is our own or was parsed before, so that it must be one. */
    public static SipUri uri(String text) {
        try {
            return AddressParser.sipUri(text);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not a SIP URI: " + text, malformed);
        }
    }

    /** Returns the address; the text is our own or was parsed before. */
    public static AddressImpl address(String text) {
        try {
            return AddressParser.address(text);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not an address: " + text, malformed);
        }
    }

    /** Returns the SIP URI within {@code address}. */
    public static SipUri uriOf(String address) {
        if (address(address).getURI() instanceof SipUri uri) return uri;
        throw new IllegalArgumentException("not a SIP address: " + address);
    }

    /** Returns {@code sip:user@host:port}, as it stands in Contact or a request line. */
    public static String uriText(String user, InetSocketAddress at, String transport) {
        String parameter = transport.equals("udp") ? "" : ";transport=" + transport;
        return "sip:" + UserPart.escape(user) + '@' + host(at) + ':' + at.getPort() + parameter;
    }

    /** Returns {@code "name" <sip:number@host>}, as it stands in From. */
    public static String addressText(Party party, InetSocketAddress at) {
        return addressText(party, host(at));
    }

    /** Returns {@code "name" <sip:number@domain>}. */
    public static String addressText(Party party, String domain) {
        String uri = "<sip:" + UserPart.escape(party.number()) + '@' + domain + '>';
        String name = quotable(party.displayName());
        return name.isEmpty() ? uri : '"' + name + "\" " + uri;
    }

    /** Returns {@code name} with what ends or breaks a quoted string made harmless (RFC 3261 section 25.1). */
    private static String quotable(String name) {
        var quoted = new StringBuilder(name.length());
        name.codePoints().filter(point -> !Character.isISOControl(point)).forEach(point -> {
            if (point == '"' || point == '\\') quoted.append('\\');
            quoted.appendCodePoint(point);
        });
        return quoted.toString().strip();
    }

    /** Returns the host part of our own URIs: the literal address, or the name that we are told to give. */
    public static String host(InetSocketAddress at) {
        if (at.isUnresolved()) return at.getHostString();
        String literal = at.getAddress().getHostAddress();
        return at.getAddress() instanceof Inet6Address ? '[' + literal + ']' : literal;
    }

    /** Returns the user part of {@code uri} without escapes; empty when it has none or is no SIP URI. */
    public static String user(URI uri) {
        String user = uri instanceof SipUri sip ? sip.getUser() : null;
        return user == null ? "" : UserPart.unescape(user);
    }

    /** Returns the user part of {@code uri} without escapes, or the number of a tel URI (RFC 3966); empty when there is neither. */
    public static String number(URI uri) {
        if (!(uri instanceof TelURL tel)) return user(uri);
        String number = Objects.requireNonNullElse(tel.getPhoneNumber(), "");
        return tel.isGlobal() && !number.startsWith("+") ? '+' + number : number;
    }

    /** Returns an address without the parameters of the header it stood in. */
    public static String text(Address address) {
        var copy = (AddressImpl) address.clone();
        copy.setAddressType(AddressImpl.NAME_ADDR);
        return copy.encode();
    }

    /** Returns the URI of the Contact header, where the dialog's later requests go; empty when there is no usable one. */
    public static Optional<SipUri> contact(SIPMessage message) {
        if (message.getContactHeaders() == null || message.getContactHeaders().isEmpty()) return Optional.empty();
        Contact contact = message.getContactHeader();
        if (contact.isWildCard() || !(contact.getAddress().getURI() instanceof SipUri uri)) return Optional.empty();
        return Optional.of(uri);
    }

    /** Returns the addresses of Record-Route, first to last. */
    public static List<String> recordRoutes(SIPMessage message) {
        RecordRouteList list = message.getRecordRouteHeaders();
        if (list == null) return List.of();
        var routes = new ArrayList<String>(list.size());
        for (var route : list) routes.add(text(route.getAddress()));
        return routes;
    }
}
