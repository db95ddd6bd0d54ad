package org.patchbay.sip.channel.internal;

import org.patchbay.channel.Cause;

/** Causes and SIP statuses, each as the other; after RFC 3398 sections 7.2.4.1 and 8.2.6.1. */
final class CauseMapping {
    private CauseMapping() {}

    /** Returns the final response that refuses an INVITE for {@code cause}. */
    static int status(Cause cause) {
        return switch (cause) {
            case UNALLOCATED_NUMBER -> 404;
            case NORMAL_CLEARING -> 487; // the call was cleared before anybody answered, and nobody refused it
            case USER_BUSY -> 486;
            case NO_USER_RESPONDING -> 480; // RFC 3398 says 408, which makes a phone clear more than this call
            case NO_ANSWER, SUBSCRIBER_ABSENT -> 480;
            case CALL_REJECTED -> 603;
            case EXCHANGE_ROUTING_ERROR -> 483; // RFC 3398 section 8.2.6.1: the call goes in a circle
            case ANSWERED_ELSEWHERE -> 487;
            case DESTINATION_OUT_OF_ORDER -> 502;
            case INVALID_NUMBER_FORMAT -> 484;
            case NO_CIRCUIT, CONGESTION -> 503;
            case TEMPORARY_FAILURE -> 500; // RFC 3398 says 503, which means that the whole server should be left alone
            case NOT_PERMITTED -> 403;
            case INCOMPATIBLE_DESTINATION -> 488;
            case TIMER_EXPIRED, MEDIA_TIMEOUT -> 504;
            case PROTOCOL_ERROR, INTERWORKING -> 500;
        };
    }

    /** Returns why an INVITE was refused with {@code status}, 300-699. */
    static Cause cause(int status) {
        return switch (status) {
            case 404, 410, 604 -> Cause.UNALLOCATED_NUMBER;
            case 486, 600 -> Cause.USER_BUSY;
            case 480 -> Cause.NO_USER_RESPONDING;
            case 408, 504 -> Cause.TIMER_EXPIRED;
            case 603 -> Cause.CALL_REJECTED;
            case 401, 402, 403, 407 -> Cause.NOT_PERMITTED;
            case 414, 416, 484 -> Cause.INVALID_NUMBER_FORMAT;
            case 415, 488, 606 -> Cause.INCOMPATIBLE_DESTINATION;
            case 483 -> Cause.EXCHANGE_ROUTING_ERROR;
            case 487 -> Cause.NORMAL_CLEARING;
            case 430, 502 -> Cause.DESTINATION_OUT_OF_ORDER;
            case 503 -> Cause.NO_CIRCUIT;
            case 400, 481, 500 -> Cause.TEMPORARY_FAILURE;
            default -> byClass(status / 100);
        };
    }

    private static Cause byClass(int hundreds) {
        return switch (hundreds) {
            case 5 -> Cause.TEMPORARY_FAILURE;
            case 6 -> Cause.CALL_REJECTED; // RFC 3261 section 21.6: said for every device of the user
            default -> Cause.INTERWORKING; // a redirection too: following it could spend the caller's money
        };
    }

    /** Tells whether the peer has refused the media that was described, and not the call (RFC 3261 sections 21.4.13, 21.4.26, 21.6.4). */
    static boolean refusesMedia(int status) {
        return status == 415 || status == 488 || status == 606;
    }
}
