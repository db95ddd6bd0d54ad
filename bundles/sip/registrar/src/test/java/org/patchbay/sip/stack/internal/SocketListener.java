package org.patchbay.sip.stack.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;
import org.patchbay.io.MessageReceiver;
import org.patchbay.io.TransportCounters;
import org.patchbay.io.TransportProtocol;

/** Datagrams on a socket of the JDK, read by one thread. */
final class SocketListener implements Listener, AutoCloseable {
    private final DatagramSocket socket;

    SocketListener(InetSocketAddress local) {
        try {
            socket = new DatagramSocket(local);
            socket.setReceiveBufferSize(4 << 20);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public TransportProtocol protocol() {
        return TransportProtocol.UDP;
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public InetSocketAddress advertised() {
        return local();
    }

    @Override
    public Attachment attach(MessageReceiver receiver) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[65_535], 65_535);
                    socket.receive(packet);
                    var source = (InetSocketAddress) packet.getSocketAddress();
                    receiver.received(flow(source), Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        return () -> {};
    }

    @Override
    public Flow flow(InetSocketAddress remote) {
        return new To(this, remote);
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

    @Override
    public void close() {
        socket.close();
    }

    private record To(SocketListener listener, InetSocketAddress remote) implements Flow {
        @Override
        public String id() {
            return remote.toString();
        }

        @Override
        public InetSocketAddress local() {
            return listener.local();
        }

        @Override
        public boolean open() {
            return true;
        }

        @Override
        public Optional<String> peerName() {
            return Optional.empty();
        }

        @Override
        public void send(byte[] message, Outcome outcome) {
            try {
                listener.socket.send(new DatagramPacket(message, message.length, remote));
            } catch (IOException failed) {
                outcome.notSent(failed.toString());
            }
        }

        @Override
        public void close() {}
    }
}
