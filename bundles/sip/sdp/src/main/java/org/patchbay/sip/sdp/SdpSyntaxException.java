package org.patchbay.sip.sdp;

/** Says what is wrong with the text of a session description, and in which line. The answer to its sender is 400. */
public final class SdpSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String why;

    SdpSyntaxException(int line, String why) {
        super("line " + line + ": " + why, null, false, false); // made from a peer's bytes: no stack trace to pay for
        this.line = line;
        this.why = why;
    }

    /** Returns the number of the line, from 1. */
    public int line() {
        return line;
    }

    /** Returns what is wrong, without anything that the peer wrote. */
    public String why() {
        return why;
    }
}
