package org.patchbay.io.transport.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of all listeners: one loop for each processor, on epoll where the machine has it. */
@Component(service = EventLoops.class)
public final class EventLoops {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
    private static final long END_MILLIS = 400;
    private static final long SETTLE_MILLIS = 50;
    private static final int HANDSHAKE_QUEUE = 1024;

    private final boolean epoll;
    private final EventLoopGroup group;
    private final ThreadPoolExecutor handshakes;
    private final ReentrantLock making = new ReentrantLock();

    @Activate
    public EventLoops() {
        // buffers are released where they are read and written, in two places; Netty would take a stack trace of each
        // 128th
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        this(Epoll.isAvailable(), Runtime.getRuntime().availableProcessors());
    }

    EventLoops(boolean epoll, int loops) {
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("io-loop", true), handler(epoll));
        this.handshakes = handshakes(Math.max(1, loops / 2));
        LOG.info("{} event loops on {}", loops, epoll ? "epoll" : "NIO");
    }

    private static IoHandlerFactory handler(boolean epoll) {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    // the queue is bounded by the limits of handshakes already; one that finds no room fails
    private static ThreadPoolExecutor handshakes(int threads) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(HANDSHAKE_QUEUE),
                new DefaultThreadFactory("io-tls", true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    EventLoopGroup group() {
        return group;
    }

    /** The threads for the arithmetic of TLS handshakes, and for their files. */
    Executor handshakes() {
        return handshakes;
    }

    /** A task that makes certificates. */
    interface Making {
        void run() throws IOException, GeneralSecurityException;
    }

    /** Keeps two listeners that begin at once from making the same files. */
    void oneAtATime(Making task) throws IOException, GeneralSecurityException {
        making.lock();
        try {
            task.run();
        } finally {
            making.unlock();
        }
    }

    boolean epoll() {
        return epoll;
    }

    List<EventLoop> all() {
        var loops = new ArrayList<EventLoop>();
        group.forEach(each -> loops.add((EventLoop) each));
        return loops;
    }

    DatagramChannel datagrams(InetSocketAddress local) {
        return epoll ? new EpollDatagramChannel(family(local)) : new NioDatagramChannel(family(local));
    }

    ServerChannel server(InetSocketAddress local) {
        return epoll
                ? new EpollServerSocketChannel(family(local))
                : new NioServerSocketChannel(SelectorProvider.provider(), family(local));
    }

    SocketChannel client(InetSocketAddress remote) {
        return epoll
                ? new EpollSocketChannel(family(remote))
                : new NioSocketChannel(SelectorProvider.provider(), family(remote));
    }

    // a socket of IPv6 on :: takes IPv4 as well, one of IPv4 on 0.0.0.0 is what it says
    private static SocketProtocolFamily family(InetSocketAddress local) {
        return local.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    /** Waits until closed ports are free: NIO gives a socket back only when its loop selects again. */
    void settle() {
        if (epoll || group.isShuttingDown()) return;
        var turns = all().stream()
                .map(each -> each.schedule(() -> {}, 2, TimeUnit.MILLISECONDS))
                .toList();
        turns.forEach(each -> each.awaitUninterruptibly(SETTLE_MILLIS));
    }

    @Deactivate
    void stop() {
        handshakes.shutdownNow();
        group.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(END_MILLIS);
    }
}
