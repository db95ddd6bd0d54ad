package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;

/** What a message finds its transaction by (RFC 3261 section 17.2.3). A CANCEL and its INVITE, an ACK and its INVITE share the branch. */
final class TransactionKey {
    private static final String COOKIE = "z9hG4bK";

    private TransactionKey() {}

    /** Returns the key of the server transaction of {@code request}; an ACK has that of its INVITE. */
    static String of(SIPRequest request) {
        var method = request.getMethod();
        return of(request, method.equals("ACK") ? "INVITE" : method);
    }

    /** Returns the key of the INVITE that {@code cancel} is for (section 9.2). */
    static String ofInvite(SIPRequest cancel) {
        return of(cancel, "INVITE");
    }

    private static String of(SIPRequest request, String method) {
        var via = request.getTopmostVia();
        var branch = via.getBranch();
        return hasCookie(branch)
                ? method + ' ' + branch + ' ' + via.getHost() + ' ' + via.getPort()
                : earlier(request, via, method);
    }

    // peers of RFC 2543: the same request comes with the same of all these
    private static String earlier(SIPRequest request, Via via, String method) {
        return method + "  " + request.getCallId().getCallId() + ' ' + request.getFromTag() + ' '
                + request.getCSeq().getSeqNumber() + ' ' + via.getHost() + ' ' + via.getPort();
    }

    /** Tells whether {@code branch} is one of RFC 3261, and so unique. */
    static boolean hasCookie(String branch) {
        return branch != null
                && branch.length() > COOKIE.length()
                && branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length());
    }
}
