package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPResponse;

/** The status line that a NOTIFY tells of a transfer (RFC 3420, RFC 3515 section 2.4.5). */
final class Sipfrag {
    private Sipfrag() {}

    static String statusLine(int status) {
        return "SIP/2.0 " + status + ' ' + phrase(status);
    }

    // what RFC 3261 section 21 writes, where JAIN-SIP writes something else
    private static String phrase(int status) {
        return switch (status) {
            case 404 -> "Not Found";
            case 480 -> "Temporarily Unavailable";
            case 481 -> "Call/Transaction Does Not Exist";
            case 484 -> "Address Incomplete";
            case 486 -> "Busy Here";
            case 487 -> "Request Terminated";
            case 488 -> "Not Acceptable Here";
            case 500 -> "Server Internal Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Server Time-out";
            case 603 -> "Decline";
            default -> String.valueOf(SIPResponse.getReasonPhrase(status));
        };
    }
}
