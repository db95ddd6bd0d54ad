package org.patchbay.io.transport.internal;

import org.patchbay.io.Listener;

/** What the sockets of a listener share with it. */
record Listening(Listener listener, EventLoops loops, Receivers receivers, Counters counters) {
    boolean attached() {
        return receivers.current() != null;
    }
}
