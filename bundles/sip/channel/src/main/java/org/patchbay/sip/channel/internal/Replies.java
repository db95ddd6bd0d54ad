package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import org.patchbay.channel.Cause;
import org.patchbay.sip.IncomingRequest;

/** Answers requests: of a dialog with the tag of ours, others with the one that the stack gives. */
final class Replies {
    private Replies() {}

    /** Returns a response with {@code tag} in To, unless the request had one there (RFC 3261 section 8.2.6.2). */
    static SIPResponse of(IncomingRequest request, int status, String tag) {
        SIPResponse response = request.response(status);
        if (request.message().getToTag() == null) response.setToTag(tag);
        return response;
    }

    static void send(IncomingRequest request, int status, String tag) {
        request.respond(of(request, status, tag));
    }

    /** Refuses an INVITE for {@code cause}, which goes along as it is (RFC 6432). */
    static void refuse(IncomingRequest invite, Cause cause, String tag) {
        SIPResponse response = of(invite, CauseMapping.status(cause), tag);
        response.setHeader(ReasonHeader.of(cause));
        invite.respond(response);
    }

    /** Refuses an offer that can't be taken, and says {@code why} to whom it may help (RFC 3261 section 21.4.26). */
    static void incompatible(IncomingRequest request, String why, String tag) {
        SIPResponse response = of(request, 488, tag);
        Headers.warning(response, why);
        request.respond(response);
    }

    /** Refuses for the moment: the peer is asked to try again after {@code seconds}. */
    static void later(IncomingRequest request, SIPResponse response, int seconds) {
        Headers.retryAfter(response, seconds);
        request.respond(response);
    }

    /** Refuses an offer while another is not answered, for up to ten seconds (RFC 3261 section 14.2). */
    static void busy(IncomingRequest request, Leg leg) {
        Duration wait = leg.signalling().identifiers().between(Duration.ZERO, Duration.ofSeconds(10));
        later(request, of(request, 500, leg.dialog().localTag()), (int) wait.toSeconds());
    }

    /** Refuses a body of a type that isn't among {@code subtypes} of {@code application} (RFC 3261 section 21.4.13). */
    static void unsupportedBody(IncomingRequest request, List<String> subtypes) {
        SIPResponse response = request.response(415);
        Headers.accept(response, subtypes);
        request.respond(response);
    }
}
