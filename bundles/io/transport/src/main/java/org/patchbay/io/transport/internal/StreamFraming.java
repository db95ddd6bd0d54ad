package org.patchbay.io.transport.internal;

import org.patchbay.io.MessageReceiver;

/** Messages on a plain stream, whose ends only their receiver knows (RFC 3261 section 18.3), and keep-alives between them. */
final class StreamFraming implements Framing {
    private static final byte[] NOTHING = {};

    private final int longest;
    private int pingMatched; // how much of CRLF CRLF has come

    StreamFraming(int longest) {
        this.longest = longest;
    }

    @Override
    public Frame next(Inbox inbox, MessageReceiver receiver) {
        int pings = skipEmptyLines(inbox);
        if (pings > 0) return new Frame.Answer(pongs(pings));
        if (inbox.length() == 0) return new Frame.More();
        pingMatched = 0;
        int length = receiver.cut(inbox.array(), inbox.from(), inbox.to());
        if (length == MessageReceiver.HOPELESS) return broken(inbox, Refusal.UNREADABLE);
        if (length > longest || length < 0) return broken(inbox, Refusal.TOO_LONG);
        if (length == MessageReceiver.MORE || length > inbox.length()) {
            return inbox.length() > longest ? broken(inbox, Refusal.TOO_LONG) : new Frame.More();
        }
        return new Frame.Message(inbox.take(length));
    }

    private static Frame broken(Inbox inbox, Refusal why) {
        return new Frame.Broken(inbox.take(inbox.length()), why);
    }

    private int skipEmptyLines(Inbox inbox) {
        int pings = 0;
        while (inbox.length() > 0 && (inbox.at(0) == '\r' || inbox.at(0) == '\n')) {
            if (inbox.at(0) != KeepAlive.PING[pingMatched]) pingMatched = inbox.at(0) == '\r' ? 1 : 0;
            else pingMatched++;
            if (pingMatched == KeepAlive.PING.length) {
                pings++;
                pingMatched = 0;
            }
            inbox.skip(1);
        }
        return pings;
    }

    private static byte[] pongs(int pings) {
        var pongs = new byte[2 * pings];
        for (int i = 0; i < pongs.length; i++) pongs[i] = KeepAlive.PONG[i % 2];
        return pongs;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public boolean partial(Inbox inbox) {
        return inbox.length() > 0;
    }

    @Override
    public byte[] wrap(byte[] message) {
        return message;
    }

    @Override
    public byte[] ping() {
        return NOTHING;
    }

    @Override
    public byte[] farewell() {
        return NOTHING;
    }
}
