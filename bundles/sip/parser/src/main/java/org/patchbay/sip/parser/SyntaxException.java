package org.patchbay.sip.parser;

/** Leaves the reading of a message that can't be understood; never leaves the package. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    SyntaxException(Fault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
