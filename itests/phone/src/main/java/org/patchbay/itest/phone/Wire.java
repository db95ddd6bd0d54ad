package org.patchbay.itest.phone;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.function.Consumer;

/** What a phone speaks SIP over. */
public enum Wire {
    UDP(UdpSocket::new),
    TCP(TcpSocket::new),
    TLS(TlsSocket::new),
    WS((local, server, received) -> new WebSocketSocket("ws", server, received)),
    WSS((local, server, received) -> new WebSocketSocket("wss", server, received));

    private interface Opening {
        SipSocket open(InetSocketAddress local, InetSocketAddress server, Consumer<String> received);
    }

    private final Opening opening;

    Wire(Opening opening) {
        this.opening = opening;
    }

    SipSocket open(InetSocketAddress local, InetSocketAddress server, Consumer<String> received) {
        return opening.open(local, server, received);
    }

    /** Returns the parameter of a contact that is reached over this. */
    String parameter() {
        return this == UDP ? "" : ";transport=" + name().toLowerCase(Locale.ROOT);
    }
}
