package org.patchbay.io;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the messages of a {@link Listener}. Called on its event loops, of one flow always the same thread: must not block, and whatever it throws
 * is logged and costs that message only.
 */
@ConsumerType
public interface MessageReceiver {
    /** {@link #cut} says: the message has not arrived in full. */
    int MORE = 0;
    /** {@link #cut} says: this is no beginning of a message, and where the next one begins nobody can tell. */
    int HOPELESS = -1;

    /**
     * Finds the end of the message that begins at {@code bytes[from]} of a stream; {@code to} is behind the last byte that has
     * arrived. Keeps nothing: it is asked again from the same beginning when more has come, perhaps of a successor. Not called for
     * datagrams and WebSocket, whose messages have an end of their own. Empty lines before a message never get here.
     *
     * @return how many bytes the message has, {@link #MORE}, or {@link #HOPELESS}
     */
    int cut(byte[] bytes, int from, int to);

    /** Takes one whole message, whose bytes are the receiver's from now on. */
    void received(Flow flow, byte[] message);

    /** Takes what {@link #cut} found hopeless, or what grew past the limit; the flow is closed when this has returned, answers go out before. */
    void hopeless(Flow flow, byte[] bytes);

    /** Says that a connection has ended. */
    default void closed(Flow flow) {}
}
