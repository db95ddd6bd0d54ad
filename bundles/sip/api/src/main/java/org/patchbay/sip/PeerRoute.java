package org.patchbay.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Party;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * How a call to another server is made, as attributes of the {@link Binding} that leads there.
 *
 * @param peer the server's name, by which {@link RequestAuthenticator} knows it
 * @param hops where the INVITE is sent, in the order in which to try
 * @param routes addresses of proxies to be visited (RFC 3608), as they stand in Route
 * @param fromUser the user part of From; empty for the caller's number
 * @param fromDomain the host part of From and To
 * @param trusted whether the peer is told the caller's number in P-Asserted-Identity (RFC 3325)
 * @param channelsMax how many calls there may be with the peer at once
 * @param diversion whether the peer is told of diversions in the header of RFC 5806 too, besides History-Info
 * @param directMedia whether the peer and the caller may send their media to each other
 * @param srtp whether the media is to be encrypted
 * @param dtmf how the peer presses keys
 */
public record PeerRoute(
        String peer,
        List<Hop> hops,
        List<String> routes,
        String fromUser,
        String fromDomain,
        boolean trusted,
        OptionalInt channelsMax,
        boolean diversion,
        boolean directMedia,
        SrtpPolicy srtp,
        DigitPolicy dtmf) {
    private static final String PEER = "peer";
    private static final String HOPS = "peer.hops";
    private static final String ROUTES = "peer.routes";
    private static final String FROM_USER = "peer.from.user";
    private static final String FROM_DOMAIN = "peer.from.domain";
    private static final String TRUSTED = "peer.trusted";
    private static final String CHANNELS_MAX = "peer.channels.max";
    private static final String DIVERSION = "peer.diversion";
    private static final String DIRECT_MEDIA = "peer.media.direct";
    private static final String SRTP = "peer.srtp";
    private static final String DTMF = "peer.dtmf";

    public PeerRoute {
        hops = List.copyOf(hops);
        routes = List.copyOf(routes);
        if (hops.isEmpty()) throw new IllegalArgumentException("no way to " + peer);
    }

    /** Makes a route to a peer that knows no Diversion header, and whose media all comes to us. */
    public PeerRoute(
            String peer,
            List<Hop> hops,
            List<String> routes,
            String fromUser,
            String fromDomain,
            boolean trusted,
            OptionalInt channelsMax) {
        this(peer, hops, routes, fromUser, fromDomain, trusted, channelsMax, false, false);
    }

    /** Makes a route to a peer that is offered plain RTP. */
    public PeerRoute(
            String peer,
            List<Hop> hops,
            List<String> routes,
            String fromUser,
            String fromDomain,
            boolean trusted,
            OptionalInt channelsMax,
            boolean diversion,
            boolean directMedia) {
        this(
                peer,
                hops,
                routes,
                fromUser,
                fromDomain,
                trusted,
                channelsMax,
                diversion,
                directMedia,
                SrtpPolicy.OFF,
                DigitPolicy.AUTO);
    }

    /** Returns whom the peer is shown as the caller in From. */
    public Party shown(Party caller) {
        return fromUser.isEmpty() ? caller : new Party(fromUser, caller.displayName(), caller.withheld());
    }

    /**
     * Makes the binding that leads to {@code uri} by this route; it is used at once and lasts for ever. All routes to a peer are one
     * {@linkplain Binding#DEVICE device}, so that several are tried one after the other.
     */
    public Binding toBinding(String uri) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(Binding.DEVICE, "trunk " + peer);
        attributes.put(PEER, peer);
        attributes.put(HOPS, hops.stream().map(PeerRoute::text).collect(Collectors.joining(" ")));
        attributes.put(ROUTES, String.join("\n", routes));
        attributes.put(FROM_USER, fromUser);
        attributes.put(FROM_DOMAIN, fromDomain);
        attributes.put(TRUSTED, Boolean.toString(trusted));
        attributes.put(DIVERSION, Boolean.toString(diversion));
        attributes.put(DIRECT_MEDIA, Boolean.toString(directMedia));
        attributes.put(SRTP, srtp.name());
        attributes.put(DTMF, dtmf.name());
        channelsMax.ifPresent(most -> attributes.put(CHANNELS_MAX, Integer.toString(most)));
        Hop first = hops.getFirst();
        return new SipContact(uri, first.transport(), first.address()).toBinding(1, Instant.MAX, attributes);
    }

    /** Reads the route of {@code binding}; empty when that leads to no other server. */
    public static Optional<PeerRoute> of(Binding binding) {
        Map<String, String> given = binding.attributes();
        if (!given.containsKey(PEER)) return Optional.empty();
        String most = given.get(CHANNELS_MAX);
        String routes = given.getOrDefault(ROUTES, "");
        return Optional.of(new PeerRoute(
                given.getOrDefault(PEER, ""),
                Arrays.stream(given.getOrDefault(HOPS, "").split(" "))
                        .map(PeerRoute::hop)
                        .toList(),
                routes.isEmpty() ? List.of() : List.of(routes.split("\n")),
                given.getOrDefault(FROM_USER, ""),
                given.getOrDefault(FROM_DOMAIN, ""),
                Boolean.parseBoolean(given.get(TRUSTED)),
                most == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most)),
                Boolean.parseBoolean(given.get(DIVERSION)),
                Boolean.parseBoolean(given.get(DIRECT_MEDIA)),
                SrtpPolicy.valueOf(given.getOrDefault(SRTP, SrtpPolicy.OFF.name())),
                DigitPolicy.valueOf(given.getOrDefault(DTMF, DigitPolicy.AUTO.name()))));
    }

    private static String text(Hop hop) {
        InetSocketAddress at = hop.address();
        return String.join(
                ";", hop.transport(), at.getAddress().getHostAddress(), Integer.toString(at.getPort()), hop.flow());
    }

    private static Hop hop(String text) {
        String[] parts = text.split(";", 4);
        var address = new InetSocketAddress(InetAddress.ofLiteral(parts[1]), Integer.parseInt(parts[2]));
        return new Hop(parts[0], address, parts[3]);
    }
}
