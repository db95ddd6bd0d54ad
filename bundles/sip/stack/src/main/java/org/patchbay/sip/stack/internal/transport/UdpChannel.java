package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.message.SIPMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Datagrams to one peer. */
final class UdpChannel extends WireChannel {
    private final UdpProcessor processor;

    UdpChannel(UdpProcessor processor, Ingress ingress, InetSocketAddress remote) {
        super(processor, ingress, remote);
        this.processor = processor;
    }

    @Override
    void transmit(byte[] bytes, InetSocketAddress to, @Nullable SIPMessage message) throws IOException {
        processor.send(bytes, to);
    }

    @Override
    public boolean isReliable() {
        return false;
    }

    /** Does nothing: the socket is the processor's. */
    @Override
    public void close() {}
}
