package org.patchbay.sip.stack.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;
import org.patchbay.io.MessageReceiver;
import org.patchbay.io.TransportCounters;
import org.patchbay.io.TransportProtocol;

/** A listener without a socket: a test says what comes in, and sees what goes out. */
final class FakeListener implements Listener {
    private final TransportProtocol protocol;
    private final InetSocketAddress local;
    private final Map<InetSocketAddress, FakeFlow> flows = new HashMap<>();
    private MessageReceiver receiver;
    Duration behind = Duration.ZERO;
    /** What refuses connections and datagrams alike. */
    final List<InetSocketAddress> unreachable = new ArrayList<>();

    FakeListener(TransportProtocol protocol, String address, int port) {
        this.protocol = protocol;
        this.local = address(address, port);
    }

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    /** Returns the next message that was sent to {@code remote}; empty when there is none. */
    Optional<String> sent(InetSocketAddress remote) {
        return Optional.ofNullable(flow(remote).sent.poll());
    }

    /** Lets {@code text} come from {@code remote}; lines end with LF here and with CRLF on the wire. */
    void receive(InetSocketAddress remote, String text) {
        receive(remote, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void receive(InetSocketAddress remote, byte[] bytes) {
        receiver.received(flow(remote), bytes);
    }

    @Override
    public String name() {
        return protocol.word();
    }

    @Override
    public TransportProtocol protocol() {
        return protocol;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public InetSocketAddress advertised() {
        return local;
    }

    @Override
    public Attachment attach(MessageReceiver attached) {
        receiver = attached;
        return () -> receiver = null;
    }

    boolean attached() {
        return receiver != null;
    }

    @Override
    public FakeFlow flow(InetSocketAddress remote) {
        return flows.computeIfAbsent(remote, FakeFlow::new);
    }

    @Override
    public Optional<Flow> existing(String id) {
        return flows.values().stream()
                .filter(flow -> flow.id().equals(id) && flow.open)
                .<Flow>map(flow -> flow)
                .findFirst();
    }

    @Override
    public List<Flow> connections() {
        return List.copyOf(flows.values());
    }

    @Override
    public Duration behind() {
        return behind;
    }

    @Override
    public TransportCounters counters() {
        return new TransportCounters(0, 0, 0, Map.of());
    }

    /** One peer. */
    final class FakeFlow implements Flow {
        private final InetSocketAddress remote;
        private final Queue<String> sent = new ArrayDeque<>();
        boolean open = true;

        FakeFlow(InetSocketAddress remote) {
            this.remote = remote;
        }

        @Override
        public String id() {
            return protocol.word() + remote;
        }

        @Override
        public Listener listener() {
            return FakeListener.this;
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public Optional<String> peerName() {
            return Optional.empty();
        }

        @Override
        public void send(byte[] message, Outcome outcome) {
            if (open && !unreachable.contains(remote)) sent.add(new String(message, StandardCharsets.UTF_8));
            else outcome.notSent("nobody there");
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
