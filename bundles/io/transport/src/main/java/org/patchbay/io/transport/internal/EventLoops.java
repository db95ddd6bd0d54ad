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
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private final boolean epoll;
    private final EventLoopGroup group;

    @Activate
    public EventLoops() {
        this(Epoll.isAvailable(), Runtime.getRuntime().availableProcessors());
    }

    EventLoops(boolean epoll, int loops) {
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("io-loop", true), handler(epoll));
        LOG.info("{} event loops on {}", loops, epoll ? "epoll" : "NIO");
    }

    private static IoHandlerFactory handler(boolean epoll) {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    EventLoopGroup group() {
        return group;
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

    @Deactivate
    void stop() {
        group.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(END_MILLIS);
    }
}
