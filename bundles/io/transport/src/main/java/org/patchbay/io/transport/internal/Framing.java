package org.patchbay.io.transport.internal;

import org.patchbay.io.MessageReceiver;

/** Finds messages in a stream. Belongs to one connection and its loop. */
interface Framing {
    /** What comes next in a stream. */
    sealed interface Frame {
        /** Nothing before more has arrived. */
        record More() implements Frame {}

        /** A whole message. */
        record Message(byte[] bytes) implements Frame {}

        /** Something that is answered here, such as a ping; {@code bytes} go out as they are. */
        record Answer(byte[] bytes) implements Frame {}

        /** No message, and the place where the next one begins is lost; the receiver may answer. */
        record Broken(byte[] bytes, Refusal why) implements Frame {}

        /** The end: {@code bytes} go out as they are, then the connection is closed. */
        record End(byte[] bytes) implements Frame {}

        /** The same for a peer that broke a rule. */
        record Refused(byte[] bytes, Refusal why) implements Frame {}
    }

    /** Takes the next frame out of {@code inbox}; {@code receiver} says where messages end, and is asked only when {@link #ready}. */
    Frame next(Inbox inbox, MessageReceiver receiver);

    /** Tells whether messages may come and go; before that, only {@link Frame.Answer answers}. */
    boolean ready();

    /** Tells whether a message has begun to arrive. */
    boolean partial(Inbox inbox);

    /** Returns {@code message} as it goes out. */
    byte[] wrap(byte[] message);

    /** Returns what asks the peer for a sign of life. */
    byte[] ping();

    /** Returns what announces that we close. */
    byte[] farewell();
}
