package org.patchbay.io.transport.internal;

import org.patchbay.io.Flow;
import org.patchbay.io.MessageReceiver;

/** Stands in where no receiver is asked anything: before a WebSocket is upgraded. */
final class Nobody implements MessageReceiver {
    static final MessageReceiver RECEIVER = new Nobody();

    private Nobody() {}

    @Override
    public int cut(byte[] bytes, int from, int to) {
        return MORE;
    }

    @Override
    public void received(Flow flow, byte[] message) {}

    @Override
    public void hopeless(Flow flow, byte[] bytes) {}
}
