package org.patchbay.io.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from its beginning to its end. Everything happens on its loop, but any thread may send. Its {@link Reader} cuts and delivers, its
 * {@link Outbox} keeps what waits, its {@link Deadlines} end it when the peer is too slow.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Flow {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long LINGER_MILLIS = 1000;

    private enum State {
        /** Until TCP, TLS and the upgrade are through; messages wait. */
        OPENING,
        OPEN,
        /** What waits still goes out; what comes is thrown away. */
        ENDING,
        CLOSED
    }

    private final StreamSockets sockets;
    private final EventLoop loop;
    private final InetSocketAddress remote;
    private final boolean incoming;
    private final String id;
    private final Framing framing;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Reader reader; // of the loop
    private boolean secured; // of the loop: TLS is through, or there is none
    private volatile State state = State.OPENING;
    private volatile String why = "the connection is closed";
    private volatile @Nullable SocketChannel channel;
    private volatile @Nullable SslHandler ssl;

    Connection(StreamSockets sockets, EventLoop loop, InetSocketAddress remote, boolean incoming) {
        this.sockets = sockets;
        this.loop = loop;
        this.remote = remote;
        this.incoming = incoming;
        this.id = sockets.nextId();
        this.framing = sockets.framing();
        this.outbox = new Outbox(sockets.listening().counters());
        this.deadlines = new Deadlines(this, loop, sockets.settings());
        int longest = sockets.settings().limits().messageBytes();
        this.reader = new Reader(this, sockets.listening(), framing, deadlines, longest);
    }

    // ---- beginning -------------------------------------------------------------------------------------------------

    /** Serves a connection that the peer opened, on its loop; or says why not. */
    Optional<Refusal> accept(SocketChannel accepted) {
        var tls = sockets.tls();
        if (tls.isPresent()) {
            var refused = tls.get().admit(this);
            if (refused.isPresent()) return refused;
        }
        begin(accepted);
        return Optional.empty();
    }

    /** Opens the connection, unless that has begun already. */
    void connect() {
        if (incoming || state != State.OPENING || !connecting.compareAndSet(false, true)) return;
        try {
            loop.execute(this::dial);
        } catch (RejectedExecutionException ended) {
            closed("the server stops");
        }
    }

    // on the loop, so that the reason of a failure is known before its end
    private void dial() {
        Dialling.start(sockets, loop, remote, this::begin).addListener(done -> {
            if (!done.isSuccess())
                fail(Refusal.NO_CONNECTION, String.valueOf(done.cause().getMessage()));
        });
    }

    private void begin(SocketChannel opened) {
        if (state == State.CLOSED) { // before it had begun
            opened.close();
            return;
        }
        channel = opened;
        sockets.tls().ifPresent(tls -> {
            var handler = tls.handler(this);
            ssl = handler;
            opened.pipeline().addLast(handler);
        });
        opened.pipeline().addLast(this);
        opened.closeFuture().addListener(_ -> closed(why));
        deadlines.begin();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (ssl == null) secured();
        else readUnasked();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) return;
        sockets.tls().ifPresent(tls -> tls.handshakeEnded(this));
        if (handshake.isSuccess()) secured();
        else handshakeFailed("TLS handshake: " + handshake.cause().getMessage());
    }

    private void handshakeFailed(String reason) {
        if (state != State.CLOSED) sockets.listening().counters().refused(Refusal.HANDSHAKE_FAILED);
        why = reason;
        loop.execute(() -> abort(reason)); // after the alert that says so to the peer
    }

    private void secured() {
        secured = true;
        sockets.tls().ifPresent(tls -> tls.handshakeEnded(this));
        if (framing.ready()) opened();
        else readUnasked();
    }

    /** Says that messages may come and go now; may be told again. */
    void opened() {
        if (state != State.OPENING) return;
        state = State.OPEN;
        deadlines.opened(incoming);
        if (reader.serving()) loop.execute(this::applyReceiver);
        else applyReceiver();
        drain();
    }

    // the way there is gone with nobody attached; it delivers nothing
    private void readUnasked() {
        var socket = channel;
        if (socket != null && !socket.config().isAutoRead()) socket.read();
    }

    // ---- reading ---------------------------------------------------------------------------------------------------

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        var bytes = (ByteBuf) read;
        try {
            if (reads()) reader.take(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (secured) reader.serve();
        if (state == State.OPENING) readUnasked();
    }

    /** Tells whether what arrives is looked at still. */
    boolean reads() {
        return state == State.OPENING || state == State.OPEN;
    }

    // ---- receivers come and go -------------------------------------------------------------------------------------

    void receiverChanged() {
        onLoop(this::applyReceiver);
    }

    private void applyReceiver() {
        if (state != State.OPEN || reader.serving()) return;
        if (!sockets.listening().attached()) {
            pause();
            return;
        }
        deadlines.resume();
        reader.serve();
        var socket = channel;
        if (socket != null && state == State.OPEN && sockets.listening().attached()) {
            socket.config().setAutoRead(true);
        }
    }

    /** Stops reading; the peer isn't slow then. */
    void pause() {
        deadlines.pause();
        var socket = channel;
        if (socket != null) socket.config().setAutoRead(false);
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    @Override
    public void send(byte[] message, Outcome outcome) {
        if (!outbox.offer(message, outcome, queueBytes())) {
            Delivery.notSent(outcome, Refusal.QUEUE_FULL.words());
            fail(Refusal.QUEUE_FULL, "the peer reads too slowly");
            return;
        }
        if (state == State.CLOSED) outbox.loseAll(why); // it may have been closed before the offer
        else if (!(loop.inEventLoop() && reader.serving()) && draining.compareAndSet(false, true)) onLoop(this::drain);
    }

    private int queueBytes() {
        return sockets.settings().limits().queueBytes();
    }

    /** Writes what waits, on the loop. */
    void drain() {
        draining.set(false);
        var socket = channel;
        if (state == State.OPENING) return;
        if (state != State.OPEN || socket == null) {
            outbox.loseAll(why);
            return;
        }
        outbox.write(socket, framing, this::why);
        socket.flush();
    }

    private String why() {
        return why;
    }

    /** Writes what is no message; the next {@link #drain} or flush sends it. */
    void writeRaw(byte[] raw) {
        var socket = channel;
        if (socket != null && !outbox.writeRaw(socket, raw, queueBytes())) {
            fail(Refusal.QUEUE_FULL, "the peer reads too slowly");
        }
    }

    /** Asks the peer for a sign of life. */
    void ping() {
        writeRaw(framing.ping());
        var socket = channel;
        if (socket != null) socket.flush();
    }

    boolean pings() {
        return framing.ping().length > 0;
    }

    // ---- ending ----------------------------------------------------------------------------------------------------

    @Override
    public void close() {
        onLoop(() -> {
            if (state == State.OPEN) end(framing.farewell(), "the connection is closed");
            else if (state == State.OPENING) abort("the connection is closed");
        });
    }

    /** Lets go out what waits, and {@code last}, and then closes; a close at once could make the kernel throw it away (RFC 1122 4.2.2.13). */
    void end(byte[] last, String reason) {
        var socket = channel;
        if (socket == null || state == State.ENDING || state == State.CLOSED) return;
        drain();
        why = reason;
        state = State.ENDING;
        deadlines.end(sockets.settings().limits().setupMillis());
        writeRaw(last);
        socket.config().setAutoRead(true); // to see the peer's end
        socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(socket));
    }

    private void endOutput(SocketChannel socket) {
        if (state == State.CLOSED) return;
        var tls = ssl;
        if (tls != null) tls.closeOutbound();
        else socket.shutdownOutput();
        deadlines.end(LINGER_MILLIS);
    }

    /** Ends what broke a limit. */
    void fail(Refusal cause, String reason) {
        onLoop(() -> {
            if (state == State.CLOSED) return;
            if (state != State.ENDING) sockets.listening().counters().refused(cause);
            LOG.debug("connection with {} ended: {}", remote, reason);
            abort(reason);
        });
    }

    /** Closes at once; what waits is lost. */
    void abort(String reason) {
        onLoop(() -> {
            var socket = channel;
            if (state != State.CLOSED) why = reason;
            if (socket == null) {
                closed(reason);
                return;
            }
            // from the first handler: TLS would wait for its own farewell
            var first = socket.pipeline().firstContext();
            if (first == null) socket.close();
            else first.close();
        });
    }

    /** Is the end, whatever led to it. */
    void closed(String reason) {
        if (state == State.CLOSED) return;
        boolean known = state != State.OPENING;
        why = reason;
        state = State.CLOSED;
        deadlines.cancelAll();
        sockets.ended(this);
        outbox.loseAll(reason);
        if (known) Delivery.closed(sockets.listening().receivers().current(), this);
    }

    void awaitClosed(long nanos) {
        var socket = channel;
        if (socket != null && nanos > 0) socket.closeFuture().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("connection with {}: {}", remote, cause.toString());
        abort(String.valueOf(cause.getMessage()));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            outbox.loseAll("the server stops");
        }
    }

    // ---- what it is ------------------------------------------------------------------------------------------------

    @Override
    public String id() {
        return id;
    }

    @Override
    public Listener listener() {
        return sockets.listening().listener();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public InetSocketAddress local() {
        var socket = channel;
        var local = socket == null ? null : socket.localAddress();
        return local == null ? sockets.local() : local;
    }

    @Override
    public boolean open() {
        return state == State.OPEN || state == State.OPENING;
    }

    boolean established() {
        return state == State.OPEN;
    }

    boolean incoming() {
        return incoming;
    }

    ConnectionTable.Peer peer() {
        return ConnectionTable.Peer.of(remote, sockets.protocol().secure());
    }

    @Override
    public Optional<String> peerName() {
        var tls = ssl;
        return tls == null ? Optional.empty() : sockets.tls().flatMap(each -> each.peerName(this, tls));
    }

    @Override
    public String toString() {
        return id + " with " + remote;
    }
}
