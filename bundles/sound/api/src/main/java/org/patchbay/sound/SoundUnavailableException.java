package org.patchbay.sound;

/** Says that there is no such sound, or that its file can't be read, and why. */
public final class SoundUnavailableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SoundUnavailableException(String message) {
        super(message);
    }

    public SoundUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
