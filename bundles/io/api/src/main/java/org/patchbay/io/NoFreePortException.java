package org.patchbay.io;

/** Says that no RTP port pair of the configured range is free. */
public final class NoFreePortException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoFreePortException(String message) {
        super(message);
    }
}
