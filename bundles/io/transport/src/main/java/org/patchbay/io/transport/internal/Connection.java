package org.patchbay.io.transport.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
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
 * One connection from its beginning to its end. Everything happens on its loop, but any thread may send. Its {@link SocketEvents} tell what happens,
 * handshakes too; its {@link Reader} cuts and delivers, its {@link Writer} sends, its {@link Deadlines} end it when the peer is too slow.
 */
final class Connection implements Flow {
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
    private final Writer writer;
    private final Deadlines deadlines;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final Reader reader; // of the loop
    private final SocketEvents events;
    private volatile State state = State.OPENING;
    private volatile String why = "the connection is closed";
    private volatile @Nullable SocketChannel channel;

    Connection(StreamSockets sockets, EventLoop loop, InetSocketAddress remote, boolean incoming) {
        this.sockets = sockets;
        this.loop = loop;
        this.remote = remote;
        this.incoming = incoming;
        this.id = sockets.nextId();
        this.framing = sockets.framing();
        this.writer = new Writer(
                this,
                loop,
                framing,
                sockets.listening().counters(),
                () -> sockets.settings().limits().queueBytes());
        this.deadlines = new Deadlines(this, loop, sockets.settings());
        int longest = sockets.settings().limits().messageBytes();
        this.reader = new Reader(this, sockets.listening(), framing, deadlines, longest);
        this.events = new SocketEvents(this, sockets, framing, reader);
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
        events.join(opened);
        opened.closeFuture().addListener(_ -> closed(why));
        deadlines.begin();
    }

    /** Ends it, after the alert that says so to the peer. */
    void handshakeFailed(String reason) {
        if (state != State.CLOSED) sockets.listening().counters().refused(Refusal.HANDSHAKE_FAILED);
        why = reason;
        loop.execute(() -> abort(reason));
    }

    /** Says that messages may come and go now; may be told again. */
    void opened() {
        if (state != State.OPENING) return;
        state = State.OPEN;
        deadlines.opened(incoming);
        if (reader.serving()) loop.execute(this::applyReceiver);
        else applyReceiver();
        writer.drain();
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
        writer.send(message, outcome);
    }

    Writer writer() {
        return writer;
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
        writer.drain();
        why = reason;
        state = State.ENDING;
        deadlines.end(sockets.settings().limits().setupMillis());
        writer.writeRaw(last);
        socket.config().setAutoRead(true); // to see the peer's end
        socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(socket));
    }

    private void endOutput(SocketChannel socket) {
        if (state == State.CLOSED) return;
        events.closeOutput(socket);
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
        writer.loseAll(reason);
        if (known) Delivery.closed(sockets.listening().receivers().current(), this);
    }

    void awaitClosed(long nanos) {
        var socket = channel;
        if (socket != null && nanos > 0) socket.closeFuture().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
    }

    /** Ends what the kernel or TLS can't go on with. */
    void broken(Throwable cause) {
        LOG.debug("connection with {}: {}", remote, cause.toString());
        abort(String.valueOf(cause.getMessage()));
    }

    void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            writer.loseAll("the server stops");
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

    /** Tells whether TCP, TLS or the upgrade isn't through yet. */
    boolean opening() {
        return state == State.OPENING;
    }

    boolean over() {
        return state == State.CLOSED;
    }

    /** Tells whether a receiver is being called just now; to be asked on the loop. */
    boolean serving() {
        return reader.serving();
    }

    /** Returns why it is closed, or what will be said when it is. */
    String why() {
        return why;
    }

    @Nullable
    SocketChannel channel() {
        return channel;
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
        return events.peerName();
    }

    @Override
    public String toString() {
        return id + " with " + remote;
    }
}
