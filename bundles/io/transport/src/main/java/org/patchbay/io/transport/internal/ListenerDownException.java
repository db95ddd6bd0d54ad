package org.patchbay.io.transport.internal;

/** Keeps the component down; without a stack trace, since the log has already told all. */
final class ListenerDownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ListenerDownException(String message) {
        super(message, null, false, false);
    }
}
