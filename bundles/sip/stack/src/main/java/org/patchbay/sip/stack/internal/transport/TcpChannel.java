package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection. A virtual thread reads it and serves each message to the end, another connects where needed and
 * writes, so that neither a slow peer nor one that doesn't answer ever holds up the sender.
 */
final class TcpChannel extends WireChannel {
    private static final Logger LOG = LoggerFactory.getLogger(TcpChannel.class);
    // RFC 5626 section 4.4.1: the answer to a double CRLF is a single one
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Outgoing LAST = new Outgoing(new byte[0], null);

    private record Outgoing(byte[] bytes, @Nullable String transaction) {}

    private final TcpProcessor processor;
    private final Ingress ingress;
    private final TransportLimits limits;
    private final BlockingQueue<Outgoing> outgoing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Socket unconnected = new Socket();
    private volatile Socket socket = unconnected;
    private volatile @Nullable Thread writer;

    TcpChannel(TcpProcessor processor, Ingress ingress, TransportLimits limits, InetSocketAddress remote) {
        super(processor, ingress, remote);
        this.processor = processor;
        this.ingress = ingress;
        this.limits = limits;
        this.outgoing = new ArrayBlockingQueue<>(limits.sendQueue());
    }

    /** Serves a connection that the peer opened. */
    void open(Socket accepted) {
        socket = accepted;
        startWriter(this::write);
        startReader();
    }

    /** Opens a connection; what is sent meanwhile waits. */
    void connect() {
        startWriter(this::connectAndWrite);
    }

    private void startWriter(Runnable work) {
        var thread = Thread.ofVirtual().name("sip-tcp-write").unstarted(work);
        writer = thread;
        thread.start();
    }

    private void startReader() {
        Thread.ofVirtual().name("sip-tcp-read").start(this::read);
    }

    private void connectAndWrite() {
        try {
            socket.connect(remote(), Math.toIntExact(limits.connecting().toMillis()));
            startReader();
            write();
        } catch (IOException failed) {
            LOG.debug("no connection to {}: {}", remote(), failed.toString());
            close();
        }
    }

    private void write() {
        try {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            for (var next = outgoing.take(); next != LAST; next = outgoing.take()) {
                try {
                    out.write(next.bytes);
                } catch (IOException failed) {
                    undeliverable(next);
                    throw failed;
                }
            }
        } catch (IOException | InterruptedException ended) {
            LOG.debug("connection to {} ended: {}", remote(), ended.toString());
        } finally {
            close();
        }
    }

    private void read() {
        try {
            var framer = new StreamFramer(socket, limits);
            while (serve(framer.next())) {
                // until the peer ends it
            }
        } catch (IOException ended) {
            LOG.debug("connection from {} ended: {}", remote(), ended.toString());
            close();
        } catch (Throwable failed) {
            LOG.error("connection from {} failed", remote(), failed);
            close();
        }
    }

    private boolean serve(StreamFramer.Frame frame) {
        switch (frame) {
            case StreamFramer.Message(var bytes) -> ingress.accept(bytes, this);
            case StreamFramer.Ping() -> outgoing.offer(new Outgoing(PONG, null));
            case StreamFramer.End() -> close();
            case StreamFramer.Broken(var head) -> {
                // where the next message begins is unknown now: answer, write what is queued, and close
                ingress.malformed(head, this);
                if (!outgoing.offer(LAST)) close();
                return false;
            }
        }
        return !closed.get();
    }

    @Override
    void transmit(byte[] bytes, InetSocketAddress to, @Nullable SIPMessage message) throws IOException {
        var next = new Outgoing(bytes, transaction(message));
        if (closed.get()) throw new IOException("connection to " + remote() + " is closed");
        if (!outgoing.offer(next)) {
            close();
            throw new IOException(remote() + " reads too slowly");
        }
        // it may have closed between the check and the offer, after its queue was emptied
        if (closed.get() && outgoing.remove(next)) throw new IOException("connection to " + remote() + " is closed");
    }

    // while the message is still the sender's to read; an ACK has none
    private static @Nullable String transaction(@Nullable SIPMessage message) {
        if (!(message instanceof SIPRequest request) || request.getMethod().equals("ACK")) return null;
        return request.getTransactionId();
    }

    private void undeliverable(Outgoing lost) {
        if (lost.transaction != null) ingress.undeliverable(lost.transaction);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        processor.closed(this);
        try {
            socket.close();
        } catch (IOException ignored) {
            // closed is closed
        }
        var thread = writer;
        if (thread != null) thread.interrupt();
        for (var lost = outgoing.poll(); lost != null; lost = outgoing.poll()) {
            undeliverable(lost);
        }
    }

    @Override
    public boolean isReliable() {
        return true;
    }
}
