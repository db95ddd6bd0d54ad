package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Binding;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunk.Login;
import org.patchbay.pbx.TrunkState;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.UserPart;

/** One trunk at work. What tells something may be called from any thread, and never waits. */
final class LiveTrunk {
    private final Trunk trunk;
    private final Surroundings around;
    private final Sequence own;
    private final Account account;
    private final Servers servers;
    private final Sources sources;
    private final Recognition recognition;
    private final Optional<ClientDigest> digest;
    private final @Nullable Registration registration;
    private volatile Routes routes = new Routes(List.of(), List.of());

    /** Proxies that calls out must visit, and where the first of them is. */
    private record Routes(List<String> addresses, List<Hop> hops) {}

    LiveTrunk(Trunk trunk, Surroundings around) {
        this.trunk = trunk;
        this.around = around;
        this.own = new Sequence(around.timers(), "trunk " + trunk.name());
        this.account = Account.of(trunk);
        this.servers = new Servers(trunk, new Probe.Asking(around, own, account, trunk.health()), this::serversChanged);
        this.sources = new Sources(around, own, trunk.entry().sources());
        this.recognition = new Recognition(trunk, account, sources, servers);
        this.digest = trunk.login().map(ClientDigest::new);
        this.registration = trunk.registers() ? registration(digest.orElseThrow()) : null;
    }

    private Registration registration(ClientDigest with) {
        return new Registration(trunk, new Registrar(around, account, with), own, servers, this::routed);
    }

    Trunk trunk() {
        return trunk;
    }

    /** Looks up where it is, so that calls can come and go. */
    void start() {
        own.post(() -> {
            servers.start();
            sources.start();
        });
    }

    /** Registers, if it is to. */
    void register() {
        own.post(() -> {
            if (registration != null) registration.start();
        });
    }

    /** Ends it; the stage completes when the other server knows, or has not answered. */
    CompletionStage<Void> stop() {
        var stopped = new CompletableFuture<Void>();
        own.post(() -> {
            servers.stop();
            CompletionStage<Void> gone =
                    registration == null ? CompletableFuture.completedStage(null) : registration.stop();
            gone.thenRun(() -> {
                own.close();
                stopped.complete(null);
            });
        });
        return stopped;
    }

    /** Sends nothing more, whatever was under way. */
    void abandon() {
        own.close();
    }

    private void serversChanged() {
        if (registration != null) registration.serversChanged();
    }

    /** Takes the Service-Route of a registration (RFC 3608 section 6.1). */
    private void routed(List<String> addresses) {
        if (addresses.equals(routes.addresses())) return;
        if (addresses.isEmpty()) {
            routes = new Routes(List.of(), List.of());
            return;
        }
        var first = Addresses.uriOf(addresses.getFirst());
        around.targets()
                .resolve(first)
                .whenComplete((hops, failure) ->
                        own.post(() -> routes = new Routes(addresses, failure == null ? hops : List.of())));
    }

    /**
     * Returns the ways to {@code number}, in the order in which to try; none while every server is down. Each server is a way of its
     * own: it is named in the request line, From and To of its call, and its addresses are one attempt (RFC 3263 section 4.3). They are
     * one device to whoever calls, who so tries one after the other.
     */
    List<Binding> bindings(String number) {
        List<Server> usable = servers.usable();
        Routes now = routes;
        // the proxies are the way there, whichever server is asked for
        if (!now.hops().isEmpty())
            return usable.stream()
                    .limit(1)
                    .map(server -> binding(server, now, number))
                    .toList();
        return usable.stream()
                .map(server -> binding(server, new Routes(now.addresses(), server.hops()), number))
                .toList();
    }

    private Binding binding(Server server, Routes way, String number) {
        var route = new PeerRoute(
                trunk.name(),
                way.hops(),
                way.addresses(),
                trunk.from().user().or(() -> trunk.login().map(Login::user)).orElse(""),
                account.domain(server.uri()),
                trunk.trusted(),
                trunk.channelsMax(),
                trunk.trusted() && trunk.diversion(),
                trunk.directMedia(),
                trunk.srtp(),
                trunk.dtmf());
        var uri = (SipUri) server.uri().clone();
        uri.setUser(UserPart.escape(number));
        return route.toBinding(uri.toString());
    }

    Recognition recognition() {
        return recognition;
    }

    Optional<SIPRequest> answer(SIPRequest refused, SIPResponse challenge) {
        return digest.flatMap(with -> with.answer(refused, challenge));
    }

    TrunkState state() {
        return new TrunkState(
                trunk.name(),
                registration == null ? new TrunkState.Registration.None() : registration.state(),
                servers.states());
    }
}
