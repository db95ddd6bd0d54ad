package org.patchbay.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * A registered contact, as the registrar writes it into a {@link Binding} and calls read it: the URI for the request
 * line, and where requests to it are sent: the address in that URI, or the one the REGISTER came from (a phone behind NAT hears
 * nothing else), or the first proxy of its path.
 *
 * @param uri the URI of the Contact header as the phone wrote it, without angle brackets or header parameters
 * @param transport {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}
 * @param received the literal address that requests are sent to
 * @param flow the connection that alone leads there, as in {@link Hop#flow}; empty when any way will do
 * @param path the Route of requests to it, addresses in the order in which they are visited (RFC 3327)
 */
public record SipContact(String uri, String transport, InetSocketAddress received, String flow, List<String> path) {
    /** {@link Binding#scheme} of SIP. */
    public static final String SCHEME = "sip";
    /** Attribute: where requests are sent, {@code <transport>;<literal address>;<port>}, and {@code ;<flow>} when only that leads there. */
    public static final String RECEIVED = "received";
    /** Attribute: {@link #path}, one address a line; absent without one. */
    public static final String PATH = "path";
    /** Attribute: Call-ID of the last REGISTER that touched the binding. */
    public static final String CALL_ID = "call-id";
    /** Attribute: CSeq number of the last REGISTER that touched the binding. */
    public static final String CSEQ = "cseq";
    /** Attribute: User-Agent of the device, when it told one. */
    public static final String USER_AGENT = "user-agent";
    /** Attribute: {@code +sip.instance} of the device (RFC 5626), when it told one, in its angle brackets. */
    public static final String INSTANCE = Binding.DEVICE;
    /** Attribute: {@code reg-id} of the device's flow (RFC 5626), when it registered with one. */
    public static final String REG_ID = "reg-id";

    private static final int PARTS = 4;

    public SipContact {
        if (received.isUnresolved()) throw new IllegalArgumentException("unresolved " + received);
        path = List.copyOf(path);
    }

    /** Reached by whatever way leads to {@code received}. */
    public SipContact(String uri, String transport, InetSocketAddress received) {
        this(uri, transport, received, "", List.of());
    }

    /** Reached by {@code hop}. */
    public SipContact(String uri, Hop hop, List<String> path) {
        this(uri, hop.transport(), hop.address(), hop.flow(), path);
    }

    /** Returns where requests to this contact go. */
    public Hop hop() {
        return new Hop(transport, received, flow);
    }

    /** Makes the binding of this contact; {@code more} holds the other attributes. */
    public Binding toBinding(float q, Instant expires, Map<String, String> more) {
        var attributes = new HashMap<>(more);
        var address = transport + ';' + received.getAddress().getHostAddress() + ';' + received.getPort();
        attributes.put(RECEIVED, flow.isEmpty() ? address : address + ';' + flow);
        if (!path.isEmpty()) attributes.put(PATH, String.join("\n", path));
        return new Binding(SCHEME, uri, q, expires, attributes);
    }

    /** Reads the contact of {@code binding}; empty when that is of another technology or lacks its address. */
    public static Optional<SipContact> of(Binding binding) {
        if (!binding.scheme().equals(SCHEME)) return Optional.empty();
        var parts = binding.attributes().getOrDefault(RECEIVED, "").split(";", PARTS);
        if (parts.length < PARTS - 1) return Optional.empty();
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral(parts[1]), Integer.parseInt(parts[2]));
            var flow = parts.length == PARTS ? parts[PARTS - 1] : "";
            return Optional.of(new SipContact(binding.contact(), parts[0], address, flow, path(binding)));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty(); // no literal, or no port: as good as absent
        }
    }

    private static List<String> path(Binding binding) {
        return binding.attributes().getOrDefault(PATH, "").lines().toList();
    }
}
