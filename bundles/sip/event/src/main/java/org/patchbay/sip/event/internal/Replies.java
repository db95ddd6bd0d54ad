package org.patchbay.sip.event.internal;

import org.patchbay.sip.EventPackage.Lifetime;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.dialog.HeaderText;

/** Refusals that say more than their status. */
final class Replies {
    private static final String RETRY_SECONDS = "5";

    private Replies() {}

    /** Refuses for the moment: what it takes is being replaced, or everything is full. */
    static void later(IncomingRequest request) {
        respond(request, 503, "Retry-After", RETRY_SECONDS);
    }

    /** RFC 6665 section 8.3.2. */
    static void badEvent(IncomingRequest request, Packages packages) {
        respond(request, 489, "Allow-Events", packages.names());
    }

    static void tooBrief(IncomingRequest request, Lifetime lifetime) {
        respond(request, 423, "Min-Expires", Integer.toString(lifetime.shortest()));
    }

    static void tooMany(IncomingRequest request) {
        var response = request.response(403);
        response.setReasonPhrase("Too many subscriptions");
        request.respond(response);
    }

    private static void respond(IncomingRequest request, int status, String header, String value) {
        var response = request.response(status);
        if (status == 489) response.setReasonPhrase("Bad Event");
        HeaderText.set(response, header, value);
        request.respond(response);
    }
}
