package org.patchbay.channel;

/**
 * Thrown by a verb because the code that called it is being replaced; what runs next starts at the same position of the
 * call. An Error, so that {@code catch (Exception e)} in an application can't swallow it.
 */
public final class LogicReplaced extends Error {
    private static final long serialVersionUID = 1;

    public LogicReplaced() {
        super("logic replaced", null, false, false);
    }
}
