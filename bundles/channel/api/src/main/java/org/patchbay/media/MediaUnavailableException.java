package org.patchbay.media;

/** Says that a leg can't have media now, and why. */
public final class MediaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MediaUnavailableException(String message) {
        super(message);
    }
}
