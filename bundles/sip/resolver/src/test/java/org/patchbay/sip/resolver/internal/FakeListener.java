package org.patchbay.sip.resolver.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;
import org.patchbay.io.MessageReceiver;
import org.patchbay.io.TransportCounters;
import org.patchbay.io.TransportProtocol;

/** A listener that nothing passes through. */
record FakeListener(TransportProtocol protocol, InetSocketAddress local) implements Listener {
    static Listener of(TransportProtocol protocol, String address) {
        return new FakeListener(protocol, new InetSocketAddress(InetAddress.ofLiteral(address), 5060));
    }

    @Override
    public String name() {
        return protocol.word();
    }

    @Override
    public InetSocketAddress advertised() {
        return local;
    }

    @Override
    public Attachment attach(MessageReceiver receiver) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Flow flow(InetSocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Flow> existing(String id) {
        return Optional.empty();
    }

    @Override
    public List<Flow> connections() {
        return List.of();
    }

    @Override
    public TransportCounters counters() {
        return new TransportCounters(0, 0, 0, Map.of());
    }
}
