package org.patchbay.sip.stack.internal.transport;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP port and its connections, each read and written by virtual threads of its own. */
final class TcpProcessor extends MessageProcessor implements Listening {
    private static final Logger LOG = LoggerFactory.getLogger(TcpProcessor.class);
    private static final int BACKLOG = 1024;

    private final Ingress ingress;
    private final TransportLimits limits;
    private final ServerSocket server;
    private final ConcurrentHashMap<InetSocketAddress, TcpChannel> connections = new ConcurrentHashMap<>();

    TcpProcessor(SIPTransactionStack stack, InetSocketAddress local, Ingress ingress, TransportLimits limits)
            throws IOException {
        super(local.getAddress(), local.getPort(), "tcp", stack);
        this.ingress = ingress;
        this.limits = limits;
        this.server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(local, BACKLOG);
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    /** Does nothing: JAIN-SIP calls this before it knows who listens; see {@link #serve}. */
    @Override
    public void start() {}

    @Override
    public void serve() {
        Thread.ofVirtual().name("sip-tcp-accept").start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException failed) {
                if (!server.isClosed()) LOG.warn("a TCP connection could not be accepted: {}", failed.toString());
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        var remote = (InetSocketAddress) socket.getRemoteSocketAddress();
        if (connections.size() >= limits.connections()) {
            socket.close();
            ingress.drop("too many connections", remote);
            return;
        }
        var channel = new TcpChannel(this, ingress, limits, remote);
        connections.put(remote, channel);
        channel.open(socket);
    }

    /** Forgets a connection that has closed. */
    void closed(TcpChannel channel) {
        connections.remove(channel.remote(), channel);
    }

    @Override
    public WireChannel channelTo(InetSocketAddress remote) {
        return connections.computeIfAbsent(remote, address -> {
            var channel = new TcpChannel(this, ingress, limits, address);
            channel.connect();
            return channel;
        });
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException ignored) {
            // closed is closed
        }
        connections.values().forEach(TcpChannel::close);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws UnknownHostException {
        return channelTo(Literals.address(target));
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) {
        return channelTo(new InetSocketAddress(address, port));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return 5060;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return limits.messageBytes();
    }

    @Override
    public boolean inUse() {
        return !connections.isEmpty();
    }
}
