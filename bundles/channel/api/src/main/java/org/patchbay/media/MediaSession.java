package org.patchbay.media;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One leg's media. Called by the leg's call only, never by two threads at once; every method returns at once. What was
 * set up goes on moving packets when the bundles above are replaced.
 *
 * <p>A session that was {@linkplain MediaSessions#prepare prepared} has no ports before they are needed: whoever needs them first,
 * be it {@link #rtp}, {@link #join}, {@link #echo} or {@link #play}, gets {@link MediaUnavailableException} when none is free. Two
 * such sessions can be {@linkplain #goDirect direct}: each tells its peer where the other's peer listens, so that the packets
 * go past us, and no port is opened.
 */
@ProviderType
public interface MediaSession extends AutoCloseable {
    /** Returns where the peer is to send RTP: to a port of ours, or while this is direct, to the other's peer. */
    InetSocketAddress rtp();

    /** Returns where the peer is to send RTCP. */
    InetSocketAddress rtcp();

    /**
     * Returns the encodings that the server itself can make and read at present, so that two whose codecs differ can talk: those that cost it
     * least first, digits last.
     */
    default List<Codec> codecs() {
        return List.of();
    }

    /** Takes what the peer has described and nobody has agreed to yet, so that the other of two direct ones can be told. */
    default void described(MediaDescription peer) {}

    /** Takes what the peer described last: where it listens, and in {@code negotiated} what both sides agreed on. */
    void remote(MediaDescription peer, MediaFormat negotiated);

    /**
     * Has the peers of both send to each other from now on, as soon as it is known where they listen, until either session is closed
     * or does anything else.
     *
     * @return false, and nothing changes, when either has ports, or when nobody knows where either peer listens
     */
    default boolean goDirect(MediaSession other) {
        return false;
    }

    /** Tells whether the peer sends to another's peer, and not to us. */
    default boolean direct() {
        return false;
    }

    /** Ends {@link #goDirect} for both: {@link #rtp} is with us again, which both peers have yet to be told. */
    default void anchor() {}

    /** Lets both legs hear each other; ends what either did before. Packets pass unchanged. Nothing when both are direct. */
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

    /**
     * Begins to write what the peer says and hears to a file, beside whatever else this does, until {@link #close}. The packets come
     * to us from then on.
     *
     * @param name of the file in the folder of recordings: words of letters, digits and {@code + - _ . @ =}, with {@code /} between folders
     * @throws IllegalArgumentException when the name is written otherwise
     * @throws UnsupportedOperationException when there is nothing that records
     */
    default Recording record(String name, RecordingOptions options) {
        throw new UnsupportedOperationException("there is nothing that records " + name);
    }

    /**
     * Has the peer hear all others who are in {@code conference}, and them the peer; ends what this did before. Nothing changes for one who
     * is in it already.
     *
     * @param name of the member, for display
     * @return its place, the same as before for one who is in it already
     * @throws MediaUnavailableException when the conference is full
     * @throws UnsupportedOperationException when the negotiated codec can't be encoded, or there are no conferences
     */
    default ConferenceMember enter(String conference, String name) {
        throw new UnsupportedOperationException("there are no conferences");
    }

    /** Ends {@link #join}, {@link #echo}, {@link #play} and {@link #enter}. The peer of a join hears silence too. */
    void silence();

    /**
     * Gives every digit that the peer presses in its stream, as events or as tones, to {@code listener}, once each; called on a media
     * thread. The leg's call then gives it to {@link #pass}.
     */
    void digits(Consumer<Digit> listener);

    /** Says how the peer presses keys and has them pressed; at first by events. */
    default void digitWay(DigitWay way) {}

    /** Sends a digit that the peer has pressed on to whom it talks with, by the way of that one, unless the packets that pass bring it. */
    default void pass(Digit digit) {}

    /**
     * Presses a key for the peer by its {@linkplain #digitWay way}, as soon as those before it are released. What it hears otherwise goes on.
     *
     * @throws UnsupportedOperationException when events are its way and were not agreed on, or this is another technology's
     * @throws IllegalStateException when too many keys wait already
     */
    default void sendDigit(Digit digit) {
        throw new UnsupportedOperationException("this session sends no digits");
    }

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
