package org.patchbay.io.resolver.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.io.NameResolver;

/** Asks name servers, on one event loop of its own. */
@Component(configurationPid = ResolverConfig.PID)
@Designate(ocd = ResolverConfig.class)
public final class DnsResolver implements NameResolver {
    private static final int REFRESH_SECONDS = 5;
    private static final int STOP_MILLIS = 400;
    /** How long the answer for one family waits for that of the other. */
    static final int OTHER_FAMILY_MILLIS = 1000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("patchbay-resolver", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SystemFile<Map<String, List<InetAddress>>> hosts;
    private final SystemFile<List<InetSocketAddress>> nameServers;
    private final Families families = new Families();

    private final Lookups<Naptr> naptrs;
    private final Lookups<Srv> srvs;
    private final Lookups<InetAddress> ipv4;
    private final Lookups<InetAddress> ipv6;
    private volatile Lookups.Setup setup;

    @Activate
    public DnsResolver(ResolverConfig config) {
        this(Settings.of(config), Path.of("/etc/hosts"), Path.of("/etc/resolv.conf"), System::nanoTime);
    }

    DnsResolver(Settings settings, Path hosts, Path nameServers, LongSupplier nanoClock) {
        this.hosts = new SystemFile<>(hosts, SystemFiles::hosts);
        this.nameServers = new SystemFile<>(nameServers, SystemFiles::nameServers);
        this.setup = setup(settings);
        this.naptrs = new Lookups<>(loop, RecordKind.NAPTR, () -> setup, nanoClock);
        this.srvs = new Lookups<>(loop, RecordKind.SRV, () -> setup, nanoClock);
        this.ipv4 = new Lookups<>(loop, RecordKind.A, () -> setup, nanoClock);
        this.ipv6 = new Lookups<>(loop, RecordKind.AAAA, () -> setup, nanoClock);
        loop.scheduleWithFixedDelay(this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    private Lookups.Setup setup(Settings settings) {
        return new Lookups.Setup(settings, new Upstream(loop, () -> servers(settings), settings.timeLimit()));
    }

    private List<InetSocketAddress> servers(Settings settings) {
        return settings.servers().isEmpty() ? nameServers.value() : settings.servers();
    }

    /** Takes changed settings; questions that are under way end as they began. */
    @Modified
    void configure(ResolverConfig config) {
        apply(Settings.of(config));
    }

    void apply(Settings settings) {
        var before = setup;
        setup = setup(settings);
        loop.execute(() -> {
            List.of(naptrs, srvs, ipv4, ipv6).forEach(Lookups::forget);
            before.upstream().close();
        });
    }

    /** Fails what is under way, and ends the event loop with its sockets. */
    @Deactivate
    void stop() {
        if (group.isShuttingDown()) return;
        loop.execute(() -> {
            List.of(naptrs, srvs, ipv4, ipv6).forEach(Lookups::stop);
            setup.upstream().close();
        });
        group.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS);
    }

    private void refresh() {
        hosts.refresh();
        nameServers.refresh();
        families.refresh();
    }

    @Override
    public CompletionStage<List<Naptr>> naptr(String domain) {
        return naptrs.lookUp(WireName.normal(domain));
    }

    @Override
    public CompletionStage<List<Srv>> srv(String name) {
        return srvs.lookUp(WireName.normal(name));
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        var literal = SystemFiles.literal(host);
        if (literal.isPresent()) return CompletableFuture.completedStage(List.of(literal.get()));
        var name = WireName.normal(host);
        var known = hosts.value().get(name);
        if (known != null) return CompletableFuture.completedStage(families.sorted(known, List.of()));
        return ofBothFamilies(name);
    }

    private CompletionStage<List<InetAddress>> ofBothFamilies(String name) {
        var result = new CompletableFuture<List<InetAddress>>();
        var four = ipv4.lookUp(name).handle(Part::new);
        var six = ipv6.lookUp(name).handle(Part::new);
        four.thenAcceptBoth(six, (v4, v6) -> join(v4, v6, result));
        if (!result.isDone()) {
            four.thenAccept(part -> waitNoLonger(part, result));
            six.thenAccept(part -> waitNoLonger(part, result));
        }
        return result;
    }

    // some name servers never answer for AAAA, which must not cost every call the whole time limit (RFC 8305 section 3)
    private void waitNoLonger(Part part, CompletableFuture<List<InetAddress>> result) {
        if (part.orNone().isEmpty() || result.isDone()) return;
        loop.schedule(
                () -> result.complete(families.sorted(part.orNone(), List.of())),
                OTHER_FAMILY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** What came of one family's question; one of the two is null. */
    private record Part(
            @Nullable List<InetAddress> addresses, @Nullable Throwable failure) {
        List<InetAddress> orNone() {
            return addresses == null ? List.of() : addresses;
        }
    }

    // when one family isn't answered, an address of the other will do
    private void join(Part four, Part six, CompletableFuture<List<InetAddress>> result) {
        var all = families.sorted(four.orNone(), six.orNone());
        var failure = four.failure() == null ? six.failure() : four.failure();
        if (all.isEmpty() && failure != null) result.completeExceptionally(failure);
        else result.complete(all);
    }
}
