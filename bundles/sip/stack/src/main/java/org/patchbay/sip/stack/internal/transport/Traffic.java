package org.patchbay.sip.stack.internal.transport;

import java.util.concurrent.atomic.LongAdder;

/** Counts messages since the start. */
public final class Traffic {
    private final LongAdder requests = new LongAdder();
    private final LongAdder responses = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    void request() {
        requests.increment();
    }

    void response() {
        responses.increment();
    }

    /** Counts a message that was dropped without an answer. */
    public void drop() {
        dropped.increment();
    }

    public long requests() {
        return requests.sum();
    }

    public long responses() {
        return responses.sum();
    }

    public long dropped() {
        return dropped.sum();
    }
}
