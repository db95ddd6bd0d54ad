package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every message comes in, whatever its transport: bytes to message, message to JAIN-SIP's transactions. */
public final class Ingress {
    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);
    private static final Logger MESSAGES = LoggerFactory.getLogger("gov.nist.javax.sip.message");

    private final Traffic traffic;
    private final Consumer<String> undeliverable;

    /**
     * @param undeliverable is told the transaction of each request that was given to a connection and could not be sent after all
     */
    public Ingress(Traffic traffic, Consumer<String> undeliverable) {
        this.traffic = traffic;
        this.undeliverable = undeliverable;
    }

    /** Serves one message to the end, on the calling thread. */
    void accept(byte[] bytes, WireChannel channel) {
        if (isKeepAlive(bytes)) return;
        try {
            var message = MessageReader.read(bytes);
            stamp(message, channel);
            dispatch(message, channel);
        } catch (ParseException unreadable) {
            LOG.debug("{} sent what can't be read: {}", channel.remote(), unreadable.getMessage());
            malformed(bytes, channel);
        }
    }

    // phones send CRLF or zeroes through their NAT and want no answer over UDP
    private static boolean isKeepAlive(byte[] bytes) {
        if (bytes.length > 8) return false;
        for (byte b : bytes) {
            if (b != '\r' && b != '\n' && b != 0) return false;
        }
        return true;
    }

    /** Answers a request that can't be parsed or framed, where it can be answered. */
    void malformed(byte[] bytes, WireChannel channel) {
        var answer = BadRequest.answer(bytes, channel.remote());
        if (answer.isEmpty()) {
            traffic.drop();
            return;
        }
        traffic.request();
        try {
            channel.transmit(answer.get(), channel.remote(), null);
        } catch (IOException gone) {
            LOG.debug("no 400 to {}: {}", channel.remote(), gone.toString());
        }
    }

    /** Counts what was dropped before it was read. */
    void drop(String why, InetSocketAddress source) {
        traffic.drop();
        LOG.debug("dropped what came from {}: {}", source, why);
    }

    /** Tells that the request of {@code transaction} won't arrive. */
    void undeliverable(String transaction) {
        undeliverable.accept(transaction);
    }

    private static void stamp(SIPMessage message, WireChannel channel) throws ParseException {
        var source = channel.remote();
        message.setRemoteAddress(source.getAddress());
        message.setRemotePort(source.getPort());
        message.setPeerPacketSourceAddress(source.getAddress());
        message.setPeerPacketSourcePort(source.getPort());
        message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
        message.setLocalPort(channel.getPort());
        if (message instanceof SIPRequest) stampVia(message.getTopmostVia(), source);
    }

    // RFC 3261 section 18.2.1 and RFC 3581 section 4
    private static void stampVia(Via via, InetSocketAddress source) throws ParseException {
        var address = source.getAddress().getHostAddress();
        // what they say is the sender's invention, and the first would send our answer to a third party
        via.removeParameter(Via.MADDR);
        via.removeParameter(Via.RECEIVED);
        boolean rport = via.hasParameter(Via.RPORT);
        if (rport) via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
        if (rport || !via.getHost().equals(address)) via.setParameter(Via.RECEIVED, address);
    }

    /** Hands a message to the transaction layer the way JAIN-SIP's own channels do. */
    void dispatch(SIPMessage message, WireChannel channel) {
        if (MESSAGES.isDebugEnabled()) log(message, channel);
        if (message instanceof SIPRequest request) {
            traffic.request();
            dispatch(request, channel);
        } else if (message instanceof SIPResponse response) {
            traffic.response();
            dispatch(response, channel);
        }
    }

    private static void log(SIPMessage message, WireChannel channel) {
        var local = channel.getHost() + ":" + channel.getPort();
        channel.getSIPStack()
                .getServerLogger()
                .logMessage(message, channel.remote().toString(), local, false, System.currentTimeMillis());
    }

    private static void dispatch(SIPRequest request, WireChannel channel) {
        var server = channel.getSIPStack().newSIPServerRequest(request, channel);
        if (server == null) return; // the valve has answered or dropped it
        try {
            server.processRequest(request, channel);
        } finally {
            // the listener's caller releases it otherwise
            if (server instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
                transaction.releaseSem();
            }
        }
    }

    private static void dispatch(SIPResponse response, WireChannel channel) {
        var client = channel.getSIPStack().newSIPServerResponse(response, channel);
        if (client == null) return;
        try {
            if (client instanceof SIPClientTransaction transaction && !transaction.checkFromTag(response)) return;
            client.processResponse(response, channel);
        } finally {
            if (client instanceof SIPTransaction transaction && !transaction.passToListener()) transaction.releaseSem();
        }
    }
}
