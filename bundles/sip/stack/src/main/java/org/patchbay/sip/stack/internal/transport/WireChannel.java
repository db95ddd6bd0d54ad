package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;

/** A way to one peer, as JAIN-SIP wants it. Sending never waits for the peer and never looks a name up. */
public abstract class WireChannel extends MessageChannel implements RawMessageChannel {
    private final Ingress ingress;
    private final InetSocketAddress remote;

    WireChannel(MessageProcessor processor, Ingress ingress, InetSocketAddress remote) {
        this.messageProcessor = processor;
        this.ingress = ingress;
        this.remote = remote;
    }

    /** Hands {@code bytes} to the socket; {@code message} is what they encode, when that is known. */
    abstract void transmit(byte[] bytes, InetSocketAddress to, @Nullable SIPMessage message) throws IOException;

    /** Returns the address that messages come from. */
    public InetSocketAddress remote() {
        return remote;
    }

    /** Sends {@code message} outside of any transaction. */
    public void send(SIPMessage message, InetSocketAddress to) throws IOException {
        transmit(message.encodeAsBytes(getTransport()), to, message);
        logMessage(message, to.getAddress(), to.getPort(), System.currentTimeMillis());
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        send(message, remote);
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
        send(message, new InetSocketAddress(address, port));
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) throws IOException {
        send(message, Literals.address(hop.getHost(), hop.getPort()));
    }

    @Override
    protected void sendMessage(byte[] bytes, InetAddress address, int port, boolean reconnect) throws IOException {
        transmit(bytes, new InetSocketAddress(address, port), null);
    }

    /** Takes a message that the stack sends to itself; on another thread, since the sender's holds locks of its transaction. */
    @Override
    public void processMessage(SIPMessage message) {
        Thread.ofVirtual().name("sip-self").start(() -> ingress.dispatch(message, this));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return messageProcessor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return messageProcessor.getTransport();
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String getPeerAddress() {
        return remote.getAddress().getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return remote.getAddress();
    }

    @Override
    public int getPeerPort() {
        return remote.getPort();
    }

    @Override
    public int getPeerPacketSourcePort() {
        return remote.getPort();
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return remote.getAddress();
    }

    @Override
    public String getKey() {
        return getKey(remote.getAddress(), remote.getPort(), getTransport());
    }

    @Override
    public String getViaHost() {
        return getHost();
    }

    @Override
    public int getViaPort() {
        return getPort();
    }
}
