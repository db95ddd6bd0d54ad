package org.patchbay.io;

import java.util.Locale;

/** How messages travel. The names in lower case are those of SIP's transport parameter (RFC 3261 section 26.2.2, RFC 7118 section 5.3). */
public enum TransportProtocol {
    /** Datagrams, one message each. */
    UDP(false, false),
    /** A stream. */
    TCP(true, false),
    /** A stream within TLS 1.2 or 1.3. */
    TLS(true, true),
    /** WebSocket, one message each (RFC 6455, RFC 7118). */
    WS(true, false),
    /** WebSocket within TLS. */
    WSS(true, true);

    private final boolean reliable;
    private final boolean secure;

    TransportProtocol(boolean reliable, boolean secure) {
        this.reliable = reliable;
        this.secure = secure;
    }

    /** Tells whether the transport itself repeats what is lost, so that its user needn't. */
    public boolean reliable() {
        return reliable;
    }

    /** Tells whether nobody in between can read it. */
    public boolean secure() {
        return secure;
    }

    /** Tells whether a connection to a peer can be opened from here; a browser has to come by itself. */
    public boolean connects() {
        return this == TCP || this == TLS;
    }

    /** Returns the name as it stands in configuration and in transport parameters: {@code udp}, {@code wss}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
