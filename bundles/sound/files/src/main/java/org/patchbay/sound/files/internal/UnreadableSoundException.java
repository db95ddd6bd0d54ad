package org.patchbay.sound.files.internal;

import java.io.IOException;

/** Says why a file is no sound that can be played. */
final class UnreadableSoundException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableSoundException(String message) {
        super(message);
    }
}
