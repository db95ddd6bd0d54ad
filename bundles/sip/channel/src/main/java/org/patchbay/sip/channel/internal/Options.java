package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import org.patchbay.sip.IncomingRequest;

/** Tells what calls can do here (RFC 3261 section 11.2), within a dialog or outside. */
final class Options {
    private Options() {}

    static SIPResponse reply(IncomingRequest request) {
        SIPResponse ok = request.response(200);
        Headers.allow(ok);
        ReliabilityHeaders.support(ok);
        Headers.accept(ok, List.of("sdp"));
        return ok;
    }
}
