package org.patchbay.sip.stack.internal.transport;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP socket and a few threads that take turns at it: whoever has received a datagram serves it to the end while
 * the next thread receives. So there is no queue but the kernel's, which is bounded and drops what comes too fast.
 */
final class UdpProcessor extends MessageProcessor implements Listening {
    private static final Logger LOG = LoggerFactory.getLogger(UdpProcessor.class);
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private final Ingress ingress;
    private final TransportLimits limits;
    private final DatagramChannel socket;

    UdpProcessor(SIPTransactionStack stack, InetSocketAddress local, Ingress ingress, TransportLimits limits)
            throws IOException {
        super(local.getAddress(), local.getPort(), "udp", stack);
        this.ingress = ingress;
        this.limits = limits;
        this.socket = bind(local);
    }

    private static DatagramChannel bind(InetSocketAddress local) throws IOException {
        var socket = DatagramChannel.open();
        try {
            // a burst of registrations must fit; the kernel caps it at net.core.rmem_max
            socket.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            socket.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
            return socket.bind(local);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Does nothing: JAIN-SIP calls this before it knows who listens; see {@link #serve}. */
    @Override
    public void start() {}

    @Override
    public void serve() {
        for (int i = 0; i < limits.udpThreads(); i++) {
            Thread.ofPlatform().daemon().name("sip-udp-" + i).start(this::receive);
        }
    }

    private void receive() {
        // one byte more than allowed, to see that a datagram is too long
        var buffer = ByteBuffer.allocateDirect(limits.messageBytes() + 1);
        while (socket.isOpen()) {
            try {
                buffer.clear();
                var source = (InetSocketAddress) socket.receive(buffer);
                take(buffer.flip(), source);
            } catch (ClosedChannelException closed) {
                return;
            } catch (Throwable failed) {
                // this thread must live on whatever a message does to it, be it StackOverflowError
                LOG.error("a datagram was dropped", failed);
            }
        }
    }

    private void take(ByteBuffer buffer, InetSocketAddress source) {
        if (buffer.remaining() > limits.messageBytes()) {
            ingress.drop("too long", source);
            return;
        }
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        ingress.accept(bytes, new UdpChannel(this, ingress, source));
    }

    void send(byte[] bytes, InetSocketAddress to) throws IOException {
        socket.send(ByteBuffer.wrap(bytes), to);
    }

    @Override
    public void stop() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // closed is closed
        }
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
    public WireChannel channelTo(InetSocketAddress remote) {
        return new UdpChannel(this, ingress, remote);
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
        return false;
    }
}
