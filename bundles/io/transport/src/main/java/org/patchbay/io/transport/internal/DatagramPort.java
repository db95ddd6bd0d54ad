package org.patchbay.io.transport.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket and its loop. Reads and writes in batches (recvmmsg, sendmmsg) where the machine can. */
final class DatagramPort extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);
    private static final int SOCKET_BUFFER_BYTES = 4 << 20; // a burst of registrations; the kernel caps it at rmem_max
    private static final int LONGEST = 65_507;
    private static final int BATCH = 16;

    private record Incoming(
            byte[] message,
            InetSocketAddress from,
            @Nullable InetSocketAddress reached) {}

    private record Outgoing(byte[] message, InetSocketAddress to, Flow.Outcome outcome) {}

    private final DatagramSockets sockets;
    private final Receivers receivers;
    private final Counters counters;
    private final EventLoop loop;
    private final DatagramChannel channel;
    private final boolean wildcard;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final AtomicLong queuedBytes = new AtomicLong();
    // of the loop: what came in the batch in which the receiver left, and whether such a batch is being read
    private final ArrayDeque<Incoming> waiting = new ArrayDeque<>();
    private boolean reading;

    DatagramPort(DatagramSockets sockets, EventLoop loop, InetSocketAddress local, boolean shared) throws IOException {
        this.sockets = sockets;
        this.receivers = sockets.listening().receivers();
        this.counters = sockets.listening().counters();
        this.loop = loop;
        this.wildcard = local.getAddress().isAnyLocalAddress();
        this.channel = bind(local, shared);
    }

    private DatagramChannel bind(InetSocketAddress local, boolean shared) throws IOException {
        var loops = sockets.listening().loops();
        // one byte more than allowed, to see that a datagram is too long
        int slot = Math.min(sockets.limits().messageBytes(), LONGEST) + 1;
        var bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> loops.datagrams(local))
                .handler(this)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT) // for a batch's one big buffer
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(loops.epoll() ? slot * BATCH : slot));
        if (loops.epoll()) {
            bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, slot);
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, shared);
            if (wildcard) bootstrap.option(EpollChannelOption.IP_RECVORIGDSTADDR, true);
        }
        var bound = bootstrap.bind(local).awaitUninterruptibly();
        if (bound.isSuccess()) return (DatagramChannel) bound.channel();
        throw new IOException(bound.cause().getMessage(), bound.cause());
    }

    InetSocketAddress local() {
        return channel.localAddress();
    }

    void receiverChanged() {
        onLoop(() -> {
            deliverWaiting();
            channel.config().setAutoRead(receivers.current() != null);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        reading = true;
        var packet = (DatagramPacket) read;
        try {
            take(packet);
        } finally {
            packet.release();
        }
    }

    private void take(DatagramPacket packet) {
        int length = packet.content().readableBytes();
        if (length > Math.min(sockets.limits().messageBytes(), LONGEST)) {
            counters.refused(Refusal.TOO_LONG);
            return;
        }
        var message = ByteBufUtil.getBytes(packet.content());
        if (KeepAlive.is(message) || sockets.probe().takes(message, System.nanoTime())) return;
        var stun = Stun.answer(message, packet.sender());
        if (stun.isPresent()) {
            write(new Outgoing(stun.get(), packet.sender(), Flow.Outcome.IGNORED));
            return;
        }
        counters.received();
        waiting.add(new Incoming(message, packet.sender(), reached(packet)));
        deliverWaiting();
    }

    private @Nullable InetSocketAddress reached(DatagramPacket packet) {
        return Optional.ofNullable(packet.recipient())
                .filter(to -> to.getAddress() != null && !to.getAddress().isAnyLocalAddress())
                .orElse(null);
    }

    private void deliverWaiting() {
        while (!waiting.isEmpty()) {
            var receiver = receivers.current();
            if (receiver == null) {
                channel.config().setAutoRead(false); // the rest waits in the kernel
                return;
            }
            var next = waiting.remove();
            Delivery.message(receiver, new DatagramFlow(sockets, next.from, this, next.reached), next.message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        channel.flush();
    }

    /** Sends; within a batch that is read, together with what else it causes. */
    void send(byte[] message, InetSocketAddress to, Flow.Outcome outcome) {
        if (queuedBytes.addAndGet(message.length) > sockets.limits().queueBytes()) {
            queuedBytes.addAndGet(-message.length);
            notSent(outcome, Refusal.QUEUE_FULL);
            return;
        }
        var next = new Outgoing(message, to, outcome);
        if (loop.inEventLoop() && reading) {
            writeWaiting(); // what another thread has sent before
            writeCounted(next);
            return;
        }
        outgoing.add(next);
        if (flushing.compareAndSet(false, true)) onLoop(this::writeOutgoing);
    }

    /** Sends what is none of the messages that are counted. */
    void sendUncounted(byte[] datagram, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(datagram), to));
    }

    private void writeOutgoing() {
        flushing.set(false);
        writeWaiting();
        channel.flush();
    }

    private void writeWaiting() {
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) writeCounted(next);
    }

    private void write(Outgoing next) {
        queuedBytes.addAndGet(next.message.length);
        writeCounted(next);
    }

    private void writeCounted(Outgoing next) {
        channel.write(new DatagramPacket(Unpooled.wrappedBuffer(next.message), next.to))
                .addListener(done -> {
                    queuedBytes.addAndGet(-next.message.length);
                    if (done.isSuccess()) {
                        counters.sent();
                    } else {
                        LOG.debug("nothing was sent to {}: {}", next.to, String.valueOf(done.cause()));
                        notSent(next.outcome, Refusal.NOT_SENT);
                    }
                });
    }

    private void notSent(Flow.Outcome outcome, Refusal why) {
        counters.refused(why);
        Delivery.notSent(outcome, why.words());
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
                notSent(next.outcome, Refusal.NOT_SENT);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("reading datagrams at {}: {}", local(), cause.toString());
    }

    ChannelFuture close() {
        return channel.close();
    }
}
