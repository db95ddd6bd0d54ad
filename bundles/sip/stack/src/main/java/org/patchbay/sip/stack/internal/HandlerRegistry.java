package org.patchbay.sip.stack.internal;

import java.util.Map;
import org.patchbay.sip.SipRequestHandler;

/**
 * Takes the handlers that {@link RequestDispatcher} tracks. A handler needs the stack, so the stack must not reference
 * handlers: that would be a circle of services. It is given them instead.
 */
interface HandlerRegistry {
    /** Begins to use {@code handler}, which has the service properties {@code properties}. */
    void add(SipRequestHandler handler, Map<String, Object> properties);

    /** Ends to use it. */
    void remove(SipRequestHandler handler);
}
