package org.patchbay.sip.parser;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The headers that are read into objects; any other is kept as text. JAIN-SIP 1.3.0-91 remembers every name it ever saw, in each
 * mixture of cases, in a static map without bound: it must be shown these only, in this spelling.
 */
enum HeaderName {
    ACCEPT("Accept"),
    ACCEPT_ENCODING("Accept-Encoding"),
    ACCEPT_LANGUAGE("Accept-Language"),
    ALERT_INFO("Alert-Info"),
    ALLOW("Allow"),
    ALLOW_EVENTS("Allow-Events", 'u'),
    AUTHENTICATION_INFO("Authentication-Info"),
    AUTHORIZATION("Authorization"),
    CSEQ("CSeq"),
    CALL_ID("Call-ID", 'i'),
    CALL_INFO("Call-Info"),
    CONTACT("Contact", 'm'),
    CONTENT_DISPOSITION("Content-Disposition"),
    CONTENT_ENCODING("Content-Encoding", 'e'),
    CONTENT_LANGUAGE("Content-Language"),
    CONTENT_LENGTH("Content-Length", 'l'),
    CONTENT_TYPE("Content-Type", 'c'),
    DATE("Date"),
    ERROR_INFO("Error-Info"),
    EVENT("Event", 'o'),
    EXPIRES("Expires"),
    FROM("From", 'f'),
    IN_REPLY_TO("In-Reply-To"),
    JOIN("Join"),
    MIME_VERSION("MIME-Version"),
    MAX_FORWARDS("Max-Forwards"),
    MIN_EXPIRES("Min-Expires"),
    MIN_SE("Min-SE"),
    ORGANIZATION("Organization"),
    P_ACCESS_NETWORK_INFO("P-Access-Network-Info"),
    P_ASSERTED_IDENTITY("P-Asserted-Identity"),
    P_ASSOCIATED_URI("P-Associated-URI"),
    P_CALLED_PARTY_ID("P-Called-Party-ID"),
    P_PREFERRED_IDENTITY("P-Preferred-Identity"),
    PATH("Path"),
    PRIORITY("Priority"),
    PRIVACY("Privacy"),
    PROXY_AUTHENTICATE("Proxy-Authenticate"),
    PROXY_AUTHORIZATION("Proxy-Authorization"),
    PROXY_REQUIRE("Proxy-Require"),
    RACK("RAck"),
    RSEQ("RSeq"),
    REASON("Reason"),
    RECORD_ROUTE("Record-Route"),
    REFER_TO("Refer-To", 'r'),
    REFERENCES("References"),
    REFERRED_BY("Referred-By", 'b'),
    REPLACES("Replaces"),
    REPLY_TO("Reply-To"),
    REQUIRE("Require"),
    RETRY_AFTER("Retry-After"),
    ROUTE("Route"),
    SIP_ETAG("SIP-ETag"),
    SIP_IF_MATCH("SIP-If-Match"),
    SERVER("Server"),
    SERVICE_ROUTE("Service-Route"),
    SESSION_EXPIRES("Session-Expires", 'x'),
    SUBJECT("Subject", 's'),
    SUBSCRIPTION_STATE("Subscription-State"),
    SUPPORTED("Supported", 'k'),
    TIMESTAMP("Timestamp"),
    TO("To", 't'),
    UNSUPPORTED("Unsupported"),
    USER_AGENT("User-Agent"),
    VIA("Via", 'v'),
    WWW_AUTHENTICATE("WWW-Authenticate"),
    WARNING("Warning");

    /** How many there are. */
    static final int COUNT = values().length;

    private static final char NONE = 0;
    private static final int SLOTS = 512;
    private static final @Nullable HeaderName[] TABLE = new HeaderName[SLOTS];
    private static final @Nullable HeaderName[] COMPACT = new HeaderName[128];

    static {
        for (var header : values()) {
            int slot = hash(header.lower, 0, header.lower.length);
            while (TABLE[slot] != null) slot = (slot + 1) % SLOTS;
            TABLE[slot] = header;
            if (header.compact != NONE) COMPACT[header.compact] = header;
        }
    }

    private final String text;
    private final byte[] lower;
    private final char compact;

    HeaderName(String text) {
        this(text, NONE);
    }

    HeaderName(String text, char compact) {
        this.text = text;
        this.compact = compact;
        this.lower = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the header whose name, long or compact, is there in any case (RFC 3261 sections 7.3.1, 7.3.3); null when it isn't known. */
    static @Nullable HeaderName of(byte[] bytes, int from, int to) {
        if (to - from == 1) return bytes[from] < 0 ? null : COMPACT[(bytes[from] | 0x20) & 0x7f];
        int slot = hash(bytes, from, to);
        while (TABLE[slot] != null) {
            var header = TABLE[slot];
            if (header.is(bytes, from, to)) return header;
            slot = (slot + 1) % SLOTS;
        }
        return null;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) hash = hash * 31 + (bytes[i] | 0x20);
        return (hash ^ hash >>> 9) & SLOTS - 1;
    }

    private boolean is(byte[] bytes, int from, int to) {
        if (to - from != lower.length) return false;
        for (int i = 0; i < lower.length; i++) {
            // of the octets of a token only letters have a second one that differs in this bit alone
            if ((bytes[from + i] | 0x20) != lower[i]) return false;
        }
        return true;
    }

    /** Tells whether it may come once only, and what it says matters. */
    boolean single() {
        return switch (this) {
            case FROM, TO, CALL_ID, CSEQ, CONTENT_LENGTH, CONTENT_TYPE, MAX_FORWARDS, EXPIRES -> true;
            default -> false;
        };
    }

    /**
     * Returns the fault of a message in which it can't be read; null when the message means what it means without it, so that it is
     * kept as text and nobody sees it.
     */
    @Nullable
    Fault essential() {
        return switch (this) {
            case VIA -> Fault.VIA;
            case FROM -> Fault.FROM;
            case TO -> Fault.TO;
            case CALL_ID -> Fault.CALL_ID;
            case CSEQ -> Fault.CSEQ;
            case MAX_FORWARDS -> Fault.MAX_FORWARDS;
            case CONTACT -> Fault.CONTACT;
            case ROUTE -> Fault.ROUTE;
            case RECORD_ROUTE -> Fault.RECORD_ROUTE;
            case REQUIRE -> Fault.REQUIRE;
            case PROXY_REQUIRE -> Fault.PROXY_REQUIRE;
            case CONTENT_LENGTH -> Fault.CONTENT_LENGTH;
            case CONTENT_TYPE -> Fault.CONTENT_TYPE;
            case CONTENT_ENCODING -> Fault.CONTENT_ENCODING;
            case REPLACES -> Fault.REPLACES;
            case JOIN -> Fault.JOIN;
            case REFER_TO -> Fault.REFER_TO;
            case RACK -> Fault.RACK;
            default -> null;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
