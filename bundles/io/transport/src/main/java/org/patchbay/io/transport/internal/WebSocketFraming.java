package org.patchbay.io.transport.internal;

import org.patchbay.io.MessageReceiver;

final class WebSocketFraming implements Framing {
    WebSocketFraming(Settings.WebSocket settings, int longest) {}

    @Override
    public Frame next(Inbox inbox, MessageReceiver receiver) {
        throw new IllegalStateException();
    }

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public boolean partial(Inbox inbox) {
        return false;
    }

    @Override
    public byte[] wrap(byte[] message) {
        return message;
    }

    @Override
    public byte[] ping() {
        return new byte[0];
    }

    @Override
    public byte[] farewell() {
        return new byte[0];
    }
}
