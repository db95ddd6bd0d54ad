package org.patchbay.io.transport.internal;

import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.io.MessageReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the code of others: what it throws is logged, and costs one message. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private Delivery() {}

    static void message(MessageReceiver receiver, Flow flow, byte[] message) {
        try {
            receiver.received(flow, message);
        } catch (Throwable failed) { // a bundle that stops throws errors as well
            LOG.error("a message from {} was dropped", flow.remote(), failed);
        }
    }

    static void hopeless(MessageReceiver receiver, Flow flow, byte[] bytes) {
        try {
            receiver.hopeless(flow, bytes);
        } catch (Throwable failed) {
            LOG.error("an unreadable message from {} was dropped", flow.remote(), failed);
        }
    }

    static void closed(@Nullable MessageReceiver receiver, Flow flow) {
        if (receiver == null) return;
        try {
            receiver.closed(flow);
        } catch (Throwable failed) {
            LOG.error("the end of a connection with {} was not taken", flow.remote(), failed);
        }
    }

    static void notSent(Flow.Outcome outcome, String why) {
        try {
            outcome.notSent(why);
        } catch (Throwable failed) {
            LOG.error("the loss of a message was not taken", failed);
        }
    }
}
