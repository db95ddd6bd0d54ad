package org.patchbay.channel;

/** Thrown by a verb because the caller is gone. Logic lets it pass, tidying up in {@code finally} where it must. */
public final class CallEnded extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Cause cause;

    public CallEnded(Cause cause) {
        super(cause.label(), null, false, false);
        this.cause = cause;
    }

    /** Returns why the call was cleared. */
    public Cause why() {
        return cause;
    }
}
