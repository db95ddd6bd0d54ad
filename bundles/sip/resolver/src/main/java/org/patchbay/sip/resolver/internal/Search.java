package org.patchbay.sip.resolver.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patchbay.io.NameResolver;
import org.patchbay.io.NameResolver.Naptr;
import org.patchbay.io.NameResolver.Srv;
import org.patchbay.io.TransportProtocol;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * The way from one URI with a host name to hops (RFC 3263 sections 4.1 and 4.2). An answer that is missing counts as an empty one as long as
 * others lead anywhere.
 */
record Search(Target target, Ways ways, NameResolver names, SrvOrder order) {
    /** Hops that are worth trying before the caller has hung up. */
    static final int HOPS_MAX = 16;
    /** Services of one domain whose SRV records are asked for. */
    static final int SERVICES_MAX = 4;
    /** Servers of SRV records whose addresses are asked for. */
    static final int SERVERS_MAX = 8;

    /** A server by name, as an SRV record has it. */
    private record Server(TransportProtocol protocol, String host, int port) {}

    /** The hops, in the order in which to try; exceptional when too little was answered to know any. */
    CompletionStage<List<Hop>> hops() {
        if (allowed().isEmpty()) return CompletableFuture.completedStage(List.of());
        // RFC 3263 section 4.2: a port leaves nothing for SRV to say
        if (target.port().isPresent()) return atAddresses(target.usual());
        if (!target.leavesTransportOpen()) return byServices(ownServices(), target.usual());
        return Settled.of(names.naptr(target.host())).thenCompose(naptr -> {
            var offered = offered(naptr.values());
            return offered.isEmpty()
                    ? byServices(ownServices(), target.usual())
                    : byServices(
                            offered, offered.stream().map(Service::protocol).toList());
        });
    }

    private List<TransportProtocol> allowed() {
        return target.allowed().stream().filter(ways::has).toList();
    }

    private List<Service> ownServices() {
        return allowed().stream()
                .map(protocol -> Service.of(protocol, target.host()))
                .toList();
    }

    private record Offer(int order, Service service) {}

    // RFC 3403 section 4.1: once a record can be used, those of a higher order are not considered
    private List<Service> offered(List<Naptr> records) {
        var allowed = allowed();
        var offers = records.stream()
                .flatMap(record -> Service.of(record).map(service -> new Offer(record.order(), service)).stream())
                .filter(offer -> allowed.contains(offer.service().protocol()))
                .toList();
        return offers.stream()
                .filter(offer -> offer.order() == offers.getFirst().order())
                .map(Offer::service)
                .distinct()
                .limit(SERVICES_MAX)
                .toList();
    }

    private CompletionStage<List<Hop>> byServices(List<Service> services, List<TransportProtocol> without) {
        var questions = services.stream()
                .map(service -> Settled.of(names.srv(service.srvName())))
                .toList();
        return Settled.all(questions).thenCompose(answers -> {
            var servers = servers(services, answers);
            if (!servers.isEmpty()) return atServers(servers);
            Settled.throwFailure(answers);
            return atAddresses(withoutDenied(without, services, answers));
        });
    }

    private List<Server> servers(List<Service> services, List<Settled<Srv>> answers) {
        return IntStream.range(0, services.size())
                .boxed()
                .flatMap(index -> order.of(answers.get(index).values()).stream()
                        .filter(record -> !record.target().isEmpty() && record.port() > 0)
                        .map(record -> new Server(services.get(index).protocol(), record.target(), record.port())))
                .distinct()
                .limit(SERVERS_MAX)
                .toList();
    }

    // RFC 2782: a target of "." says that the service is decidedly not available, so it isn't tried at the domain
    // itself either
    private static List<TransportProtocol> withoutDenied(
            List<TransportProtocol> protocols, List<Service> services, List<Settled<Srv>> answers) {
        var left = new ArrayList<>(protocols);
        for (int index = 0; index < services.size(); index++) {
            if (!answers.get(index).values().isEmpty())
                left.remove(services.get(index).protocol());
        }
        return left;
    }

    private CompletionStage<List<Hop>> atServers(List<Server> servers) {
        var questions = servers.stream()
                .map(server -> Settled.of(names.addresses(server.host())))
                .toList();
        return Settled.all(questions).thenApply(answers -> {
            var hops = IntStream.range(0, servers.size())
                    .boxed()
                    .flatMap(
                            index -> hops(servers.get(index), answers.get(index).values()))
                    .distinct()
                    .limit(HOPS_MAX)
                    .toList();
            if (hops.isEmpty()) Settled.throwFailure(answers);
            return hops;
        });
    }

    private Stream<Hop> hops(Server server, List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> ways.lead(server.protocol(), address))
                .map(address -> new Hop(server.protocol().word(), new InetSocketAddress(address, server.port())));
    }

    private CompletionStage<List<Hop>> atAddresses(List<TransportProtocol> protocols) {
        if (protocols.stream().noneMatch(ways::has)) return CompletableFuture.completedStage(List.of());
        return names.addresses(target.host()).thenApply(addresses -> direct(addresses, protocols, target, ways));
    }

    /** Returns a hop for each address that can be reached, by the first of {@code protocols} that leads there. */
    static List<Hop> direct(List<InetAddress> addresses, List<TransportProtocol> protocols, Target target, Ways ways) {
        return addresses.stream()
                .flatMap(address -> protocols.stream()
                        .filter(protocol -> ways.lead(protocol, address))
                        .limit(1)
                        .map(protocol ->
                                new Hop(protocol.word(), new InetSocketAddress(address, target.portFor(protocol)))))
                .distinct()
                .limit(HOPS_MAX)
                .toList();
    }
}
