package org.patchbay.channel;

/** Where the dialplan stands: {@code step} counts from 0 within an extension of a context. */
public record Position(String context, String extension, int step) {
    public Position {
        if (step < 0) throw new IllegalArgumentException("step " + step);
    }

    /** Returns the step after this one. */
    public Position next() {
        return new Position(context, extension, step + 1);
    }
}
