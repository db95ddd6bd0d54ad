package org.patchbay.sip.parser;

/** What is wrong with a message, with the status and the reason phrase that tell its sender; no word of the sender is in them. */
public enum Fault {
    REQUEST_LINE("Bad Request Line"),
    REQUEST_URI("Bad Request-URI"),
    STATUS_LINE("Bad Status Line"),
    VERSION(505, "Version Not Supported"),
    HEADER_LINE("Bad Header Line"),
    CONTROL_CHARACTER("Control Character in Header"),
    TWICE("Header Comes Twice"),
    UNFINISHED("Headers Without End"),
    TOO_LARGE(513, "Message Too Large"),
    VIA("Bad Via"),
    FROM("Bad From"),
    TO("Bad To"),
    CALL_ID("Bad Call-ID"),
    CSEQ("Bad CSeq"),
    NO_VIA("No Via"),
    NO_FROM("No From"),
    NO_TO("No To"),
    NO_CALL_ID("No Call-ID"),
    NO_CSEQ("No CSeq"),
    MAX_FORWARDS("Bad Max-Forwards"),
    CONTACT("Bad Contact"),
    ROUTE("Bad Route"),
    RECORD_ROUTE("Bad Record-Route"),
    REQUIRE("Bad Require"),
    PROXY_REQUIRE("Bad Proxy-Require"),
    CONTENT_LENGTH("Bad Content-Length"),
    CONTENT_TYPE("Bad Content-Type"),
    CONTENT_ENCODING("Bad Content-Encoding"),
    REPLACES("Bad Replaces"),
    JOIN("Bad Join"),
    REFER_TO("Bad Refer-To"),
    RACK("Bad RAck"),
    BODY("Body Shorter Than Content-Length");

    private static final int BAD_REQUEST = 400;

    private final int status;
    private final String reason;
    // there is one of each, without a stack: what a stranger sends must not cost more than what a phone sends
    private final SyntaxException exception = new SyntaxException(this);

    Fault(String reason) {
        this(BAD_REQUEST, reason);
    }

    Fault(int status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    /** Returns the status code that answers it in a request. */
    public int status() {
        return status;
    }

    /** Returns the reason phrase that answers it in a request. */
    public String reason() {
        return reason;
    }

    SyntaxException exception() {
        return exception;
    }
}
