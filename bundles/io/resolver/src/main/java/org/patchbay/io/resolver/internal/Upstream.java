package org.patchbay.io.resolver.internal;

import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The name servers that are asked; used on the event loop only. */
final class Upstream implements AutoCloseable {
    /** How often a question is sent, to one server after another. */
    static final int ATTEMPTS = 3;
    /** What a datagram holds on any path (DNS flag day 2020); more comes by TCP. */
    private static final int PAYLOAD_BYTES = 1232;

    private final DnsNameResolver client;
    private final Supplier<List<InetSocketAddress>> servers;
    private final Duration timeLimit;
    private int preferred;

    Upstream(EventLoop loop, Supplier<List<InetSocketAddress>> servers, Duration timeLimit) {
        this.servers = servers;
        this.timeLimit = timeLimit;
        this.client = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                // a port of its own for each question: who answers in a server's name has to guess it beside the id
                // (RFC 5452)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(_ -> DnsServerAddresses.sequential(servers.get()).stream())
                .queryTimeoutMillis(timeLimit.toMillis() / ATTEMPTS)
                .maxPayloadSize(PAYLOAD_BYTES)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .build();
    }

    /** Returns how long one question may take, all attempts together. */
    Duration timeLimit() {
        return timeLimit;
    }

    /** Returns the number of the server to begin with: the one that has answered, so that one which is down delays few questions. */
    int preferred() {
        return preferred;
    }

    /** Says that the server with that number has answered. */
    void answered(int server) {
        preferred = server;
    }

    /** Asks the server with that number; there is one for each number, since they are counted round. */
    Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> ask(int server, String name, DnsRecordType type) {
        var known = servers.get();
        var address = known.get(Math.floorMod(server, known.size()));
        return client.query(address, new DefaultDnsQuestion(name + ".", type));
    }

    @Override
    public void close() {
        client.close();
    }
}
