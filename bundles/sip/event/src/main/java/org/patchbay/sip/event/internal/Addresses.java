package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.URI;
import org.patchbay.sip.SipTransactions.Hop;

/** Reads and writes the addresses of messages. */
final class Addresses {
    private static final int SIP_PORT = 5060;

    private Addresses() {}

    static SipUri uri(String text) {
        try {
            return new StringMsgParser().parseSIPUrl(text);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not a SIP URI: " + text, malformed);
        }
    }

    static AddressImpl address(String text) {
        try {
            return new StringMsgParser().parseAddress(text);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not an address: " + text, malformed);
        }
    }

    static SipUri uriOf(String address) {
        if (address(address).getURI() instanceof SipUri uri && uri.getHost() != null) return uri;
        throw new IllegalArgumentException("not a SIP address: " + address);
    }

    /** Returns an address without the parameters of the header that it stood in. */
    static String text(Address address) {
        var copy = (AddressImpl) address.clone();
        copy.setAddressType(AddressImpl.NAME_ADDR);
        return copy.encode();
    }

    /** Returns the user part without escapes; empty when there is none. */
    static String user(URI uri) {
        var user = uri instanceof SipUri sip ? sip.getUser() : null;
        if (user == null) return "";
        try {
            return user.indexOf('%') < 0 ? user : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return user;
        }
    }

    /** Returns the URI of Contact; empty when there is none that requests can be sent to. */
    static Optional<SipUri> contact(SIPMessage message) {
        if (message.getContactHeaders() == null || message.getContactHeaders().isEmpty()) return Optional.empty();
        Contact contact = message.getContactHeader();
        if (contact.isWildCard() || !(contact.getAddress().getURI() instanceof SipUri uri)) return Optional.empty();
        return Optional.of(uri);
    }

    /** Returns our Contact for the peers of {@code transport}. */
    static String contactText(String user, InetSocketAddress at, String transport) {
        var parameter = transport.equals("udp") ? "" : ";transport=" + transport;
        return "<sip:" + user + '@' + host(at) + ':' + at.getPort() + parameter + '>';
    }

    static String host(InetSocketAddress at) {
        var address = at.getAddress();
        if (address == null) return at.getHostString();
        return address instanceof Inet6Address ? '[' + address.getHostAddress() + ']' : address.getHostAddress();
    }

    /**
     * Returns where requests go: to the first route or else the peer's Contact when that is where it sends from over UDP, and
     * in all other cases by the way that its own requests come, since phones behind a NAT write addresses that reach nobody.
     */
    static Hop hop(List<String> routes, SipUri contact, Hop seen) {
        var uri = routes.isEmpty() ? contact : uriOf(routes.getFirst());
        boolean datagrams = seen.transport().equals("udp") && !"tcp".equalsIgnoreCase(uri.getTransportParam());
        if (!datagrams || !names(uri.getHost(), seen.address().getAddress())) return seen;
        int port = uri.getPort() > 0 ? uri.getPort() : SIP_PORT;
        return new Hop("udp", new InetSocketAddress(seen.address().getAddress(), port));
    }

    private static boolean names(String host, InetAddress address) {
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).equals(address);
        } catch (IllegalArgumentException hostName) {
            return false;
        }
    }
}
