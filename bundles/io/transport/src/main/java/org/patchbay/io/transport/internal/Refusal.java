package org.patchbay.io.transport.internal;

/** Why something was refused, dropped or ended before its time; the words are the keys of the counters. */
enum Refusal {
    TOO_LONG("longer than allowed"),
    UNREADABLE("no message"),
    QUEUE_FULL("too much waited to be sent"),
    NOT_SENT("could not be sent"),
    NO_CONNECTION("no connection to the peer"),
    CONNECTIONS("too many connections"),
    CONNECTIONS_OF_SOURCE("too many connections of one source"),
    SETUP_TIME("not set up in time"),
    FIRST_MESSAGE_TIME("no first message in time"),
    MESSAGE_TIME("message too slow"),
    IDLE("idle for too long"),
    HANDSHAKES("too many TLS handshakes"),
    HANDSHAKES_OF_SOURCE("too many TLS handshakes of one source"),
    HANDSHAKE_FAILED("TLS handshake failed"),
    UPGRADE("WebSocket upgrade refused"),
    ORIGIN("WebSocket origin not allowed"),
    FRAME("WebSocket frame not allowed"),
    PONG_TIME("WebSocket ping not answered");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
