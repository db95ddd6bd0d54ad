package org.patchbay.io.transport.internal;

import io.netty.buffer.ByteBuf;
import org.patchbay.io.MessageReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading half of a connection, on its loop: collects bytes, has them cut, and delivers what comes out. */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int UNREAD_MAX = 256 * 1024;
    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final Listening listening;
    private final Framing framing;
    private final Deadlines deadlines;
    private final int longest;
    private final Inbox inbox = new Inbox();
    private boolean serving;

    Reader(Connection connection, Listening listening, Framing framing, Deadlines deadlines, int longest) {
        this.connection = connection;
        this.listening = listening;
        this.framing = framing;
        this.deadlines = deadlines;
        this.longest = longest;
    }

    /** Tells whether a receiver is being called just now; what it sends goes out together afterwards. */
    boolean serving() {
        return serving;
    }

    /** Takes in what has arrived; {@link #serve} looks at it when all that is there has come. */
    void take(ByteBuf bytes) {
        deadlines.arrived();
        inbox.append(bytes);
        if (inbox.length() <= longest) return;
        serve();
        // a peer that closes is read to its end even when nobody receives
        if (inbox.length() > longest + UNREAD_MAX) connection.abort("the peer closes");
    }

    /** Delivers what has come in full. */
    void serve() {
        if (serving) return;
        serving = true;
        try {
            while (connection.reads()) {
                if (!serveOne()) break;
            }
        } finally {
            serving = false;
        }
        deadlines.partial(connection.established() && framing.partial(inbox) && listening.attached());
        connection.writer().drain();
    }

    private boolean serveOne() {
        var receiver = listening.receivers().current();
        if (receiver == null && framing.ready()) {
            connection.pause();
            return false;
        }
        return serve(receiver == null ? Nobody.RECEIVER : receiver);
    }

    private boolean serve(MessageReceiver receiver) {
        switch (next(receiver)) {
            case Framing.Frame.More() -> {
                return false;
            }
            case Framing.Frame.Message(var bytes) -> {
                deadlines.complete();
                listening.counters().received();
                Delivery.message(receiver, connection, bytes);
            }
            case Framing.Frame.Answer(var bytes) -> {
                deadlines.alive();
                connection.writer().writeRaw(bytes);
                if (framing.ready()) connection.opened();
            }
            case Framing.Frame.Broken(var bytes, var why) -> {
                listening.counters().refused(why);
                Delivery.hopeless(receiver, connection, bytes);
                connection.end(NOTHING, why.words());
            }
            case Framing.Frame.End(var bytes) -> connection.end(bytes, "the peer closes");
            case Framing.Frame.Refused(var bytes, var why) -> {
                listening.counters().refused(why);
                connection.end(bytes, why.words());
            }
        }
        return true;
    }

    private Framing.Frame next(MessageReceiver receiver) {
        try {
            return framing.next(inbox, receiver);
        } catch (Throwable failed) { // a bundle that stops throws errors as well
            LOG.error("a stream from {} could not be cut", connection.remote(), failed);
            return new Framing.Frame.Refused(NOTHING, Refusal.UNREADABLE);
        }
    }
}
