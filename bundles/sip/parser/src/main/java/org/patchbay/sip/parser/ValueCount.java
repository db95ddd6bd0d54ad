package org.patchbay.sip.parser;

/** Counts what a message has of list elements and parameters, each of which costs an object. */
final class ValueCount {
    private int left;

    ValueCount(int most) {
        this.left = most;
    }

    void one() throws SyntaxException {
        if (--left < 0) throw Fault.TOO_LARGE.exception();
    }
}
