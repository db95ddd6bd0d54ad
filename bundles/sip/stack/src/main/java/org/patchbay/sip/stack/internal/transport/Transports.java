package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Makes our listening points for JAIN-SIP. */
public final class Transports implements MessageProcessorFactory {
    private final Ingress ingress;
    private final TransportLimits limits;

    public Transports(Ingress ingress, TransportLimits limits) {
        this.ingress = ingress;
        this.limits = limits;
    }

    /** Binds the socket; {@link Listening#serve} begins to receive. */
    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        var local = new InetSocketAddress(address, port);
        return switch (transport) {
            case "udp" -> new UdpProcessor(stack, local, ingress, limits);
            case "tcp" -> new TcpProcessor(stack, local, ingress, limits);
            default -> throw new IOException("no transport " + transport);
        };
    }
}
