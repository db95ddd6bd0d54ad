package org.patchbay.sip.channel.internal.sdp;

/** Says what is wrong with the text of a session description. Never leaves this package. */
final class SdpSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    SdpSyntaxException(String why) {
        super(why, null, false, false); // made from a peer's bytes: no stack trace to pay for
        this.why = why;
    }

    String why() {
        return why;
    }
}
