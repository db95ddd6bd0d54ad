package org.patchbay.sip;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Serves the requests of some methods. The stack has already answered what is malformed, too long under way (483), in a
 * version, scheme or extension we don't have (505, 416, 420), and methods that nobody serves
 * (405). While the handler of REGISTER or of a call's methods is away, it answers 503 with Retry-After.
 */
@ConsumerType
public interface SipRequestHandler {
    /** Service property: the methods served, such as {@code INVITE}; one handler a method, the highest ranking wins. */
    String METHODS = "sip.methods";

    /**
     * Takes a request, on the thread of the transport: must not block. Every request but ACK is answered through
     * {@link IncomingRequest#respond}, at once or later from any thread.
     */
    void handle(IncomingRequest request);
}
