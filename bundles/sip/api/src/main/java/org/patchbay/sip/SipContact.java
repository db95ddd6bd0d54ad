package org.patchbay.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * A registered contact, as the registrar writes it into a {@link Binding} and calls read it: the URI for the request
 * line, and where requests to it are sent: the address in that URI, or the one the REGISTER came from (a phone behind NAT hears
 * nothing else).
 *
 * @param uri the URI of the Contact header as the phone wrote it, without angle brackets or header parameters
 * @param transport {@code udp} or {@code tcp}
 * @param received the literal address that requests are sent to
 */
public record SipContact(String uri, String transport, InetSocketAddress received) {
    /** {@link Binding#scheme} of SIP. */
    public static final String SCHEME = "sip";
    /** Attribute: where requests are sent, {@code <transport>;<literal address>;<port>}. */
    public static final String RECEIVED = "received";
    /** Attribute: Call-ID of the last REGISTER that touched the binding. */
    public static final String CALL_ID = "call-id";
    /** Attribute: CSeq number of the last REGISTER that touched the binding. */
    public static final String CSEQ = "cseq";
    /** Attribute: User-Agent of the device, when it told one. */
    public static final String USER_AGENT = "user-agent";
    /** Attribute: {@code +sip.instance} of the device (RFC 5626), when it told one. */
    public static final String INSTANCE = "instance";

    public SipContact {
        if (received.isUnresolved()) throw new IllegalArgumentException("unresolved " + received);
    }

    /** Returns where requests to this contact go. */
    public Hop hop() {
        return new Hop(transport, received);
    }

    /** Makes the binding of this contact; {@code more} holds the other attributes. */
    public Binding toBinding(float q, Instant expires, Map<String, String> more) {
        var attributes = new HashMap<>(more);
        attributes.put(RECEIVED, transport + ';' + received.getAddress().getHostAddress() + ';' + received.getPort());
        return new Binding(SCHEME, uri, q, expires, attributes);
    }

    /** Reads the contact of {@code binding}; empty when that is of another technology or lacks its address. */
    public static Optional<SipContact> of(Binding binding) {
        if (!binding.scheme().equals(SCHEME)) return Optional.empty();
        var parts = binding.attributes().getOrDefault(RECEIVED, "").split(";");
        if (parts.length != 3) return Optional.empty();
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral(parts[1]), Integer.parseInt(parts[2]));
            return Optional.of(new SipContact(binding.contact(), parts[0], address));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty(); // no literal, or no port: as good as absent
        }
    }
}
