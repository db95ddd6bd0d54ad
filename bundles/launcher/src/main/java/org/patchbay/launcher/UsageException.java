package org.patchbay.launcher;

/** Says in one sentence what is wrong with the command line or the machine; the launcher prints it and ends with 1. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
