package org.patchbay.sip.stack.internal;

/** Keeps the component down; without a stack trace, since the log has already told all. */
final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortUnavailableException(String message) {
        super(message, null, false, false);
    }
}
