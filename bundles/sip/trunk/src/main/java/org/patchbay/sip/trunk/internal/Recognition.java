package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.HeaderAddress;
import org.patchbay.channel.Party;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunk.Login;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.PeerRecognizer.Peer;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.Addresses;

/**
 * Recognises the calls of one trunk: by the line, a part of the Contact that we registered which nobody else knows, or by the
 * address that they come from. Thread-safe.
 */
final class Recognition {
    /** No call of this trunk. */
    static final int STRANGER = 0;

    private static final int BY_ADDRESS = 1;
    private static final int SAME_PORT = 2;
    private static final int SAME_USER = 4;
    private static final int BY_LINE = 8;

    private final Trunk trunk;
    private final Account account;
    private final Sources sources;
    private final Servers servers;

    Recognition(Trunk trunk, Account account, Sources sources, Servers servers) {
        this.trunk = trunk;
        this.account = account;
        this.sources = sources;
        this.servers = servers;
    }

    /** Tells how surely {@code invite} is this trunk's; several trunks may have the same server, and the surest gets it. */
    int certainty(IncomingRequest invite) {
        SIPRequest message = invite.message();
        if (trunk.entry().byLine() && line(message)) return BY_LINE;
        if (!trunk.entry().byAddress() || !from(invite)) return STRANGER;
        int certainty = BY_ADDRESS;
        if (servers.hops().stream().anyMatch(hop -> hop.address().equals(invite.source()))) certainty += SAME_PORT;
        if (forOurAccount(message)) certainty += SAME_USER;
        return certainty;
    }

    private boolean line(SIPRequest message) {
        String line = message.getRequestURI() instanceof SipUri uri ? uri.getParameter(Account.LINE) : null;
        return line != null && trunk.registers() && MessageDigest.isEqual(octets(line), octets(account.line()));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean from(IncomingRequest invite) {
        InetAddress source = invite.source().getAddress();
        if (!trunk.entry().sources().isEmpty()) return sources.contains(source);
        return servers.hops().stream()
                .filter(hop -> hop.address().getAddress().equals(source))
                .anyMatch(hop -> !source.isLoopbackAddress() || samePort(hop, invite));
    }

    /** Everybody on this machine has the loopback address, so that there the port must be the server's as well. */
    private static boolean samePort(Hop hop, IncomingRequest invite) {
        int port = hop.address().getPort();
        Via via = invite.message().getTopmostVia();
        return invite.source().getPort() == port || via != null && via.getPort() == port;
    }

    private boolean forOurAccount(SIPRequest message) {
        Optional<String> user = trunk.login().map(Login::user);
        return user.isPresent()
                && (Addresses.number(message.getRequestURI()).equals(user.get())
                        || Addresses.number(message.getTo().getAddress().getURI())
                                .equals(user.get()));
    }

    /** Returns whose call it is. */
    Peer peer(SIPRequest message) {
        return new Peer(
                trunk.name(),
                caller(message),
                dialled(message),
                trunk.entry().context(),
                trunk.channelsMax(),
                trunk.trusted(),
                trunk.directMedia(),
                trunk.srtp(),
                trunk.dtmf());
    }

    private Party caller(SIPRequest message) {
        Address from = message.getFrom().getAddress();
        Address shown = trunk.trusted() ? asserted(message).orElse(from) : from;
        String number = Addresses.number(shown.getURI());
        String name = Objects.requireNonNullElse(shown.getDisplayName(), "");
        return new Party(number.isEmpty() ? "anonymous" : number, name);
    }

    /** Returns who calls as a trusted peer asserts it (RFC 3325 section 9.1). */
    private static Optional<Address> asserted(SIPRequest message) {
        List<Address> identities = new ArrayList<>();
        message.getHeaders("P-Asserted-Identity").forEachRemaining(header -> {
            if (header instanceof HeaderAddress identity) identities.add(identity.getAddress());
        });
        return identities.stream()
                .filter(identity -> !Addresses.number(identity.getURI()).isEmpty())
                .findFirst();
    }

    /** The request line has our Contact when we have registered it, and then it is To that tells the number (RFC 3261 section 16.6). */
    private String dialled(SIPRequest message) {
        URI requested = message.getRequestURI();
        String called = Addresses.number(message.getTo().getAddress().getURI());
        return line(message) && !called.isEmpty() ? called : Addresses.number(requested);
    }
}
