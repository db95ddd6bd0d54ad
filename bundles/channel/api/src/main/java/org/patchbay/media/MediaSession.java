package org.patchbay.media;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One leg's media. Called by the leg's call only, never by two threads at once; every method returns at once. What was
 * set up goes on moving packets when the bundles above are replaced.
 */
@ProviderType
public interface MediaSession extends AutoCloseable {
    /** Returns where the peer is to send RTP. */
    InetSocketAddress rtp();

    /** Returns where the peer is to send RTCP. */
    InetSocketAddress rtcp();

    /** Takes what the peer described last: where it listens, and in {@code negotiated} what both sides agreed on. */
    void remote(MediaDescription peer, MediaFormat negotiated);

    /** Lets both legs hear each other; ends what either did before. Packets pass unchanged. */
    void join(MediaSession peer);

    /** Sends back to the peer what it sends. */
    void echo();

    /**
     * Plays {@code source} to the peer on a 20 ms clock; ends an earlier {@link #play}.
     *
     * @return completes when the source has ended or {@link #silence()} was called; exceptionally with
     *     {@link UnsupportedOperationException} when the negotiated codec can't be encoded
     */
    CompletionStage<Void> play(AudioSource source);

    /** Ends {@link #join}, {@link #echo} and {@link #play}. The peer of a join hears silence too. */
    void silence();

    /** Gives every digit that the peer presses (RFC 4733) to {@code listener}, once each; called on a media thread. */
    void digits(Consumer<Digit> listener);

    /**
     * Has {@code listener} run when the ports are gone without {@link #close}, so that the leg has no media any more and must be
     * cleared. It runs on a media thread, and must return at once.
     */
    void onLost(Runnable listener);

    /** Returns what was counted so far. */
    MediaStatistics statistics();

    /** Frees the ports. May be called twice. */
    @Override
    void close();

    /** A digit 0-9, *, #, A-D and how long it was held. */
    record Digit(char digit, int millis) {}
}
