package org.patchbay.channel;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;

/**
 * One call leg. The verbs are commands, called by the leg's {@link ChannelOwner} only; they return at once, and what came
 * of them arrives as a {@link ChannelEvent}. A verb that comes too late (the leg has cleared, or is past that state) does
 * nothing.
 */
@ConsumerType
public interface Channel {
    /** Returns the channel's name, unique in this process and readable in a log. */
    String id();

    /** Returns who calls: of an incoming channel the peer, of an outgoing one whom the peer is shown. */
    Party caller();

    /** Returns the number that was dialled. */
    String dialled();

    /** Returns the dialplan context that an incoming call enters. */
    String context();

    /** Returns the subscriber whose credentials were verified; empty when the peer is none of ours. */
    Optional<AddressOfRecord> subscriber();

    /** Returns the one device of {@link #dialled()} that the caller wants, as in {@link Binding#device()}; empty for whichever answers. */
    default Optional<String> device() {
        return Optional.empty();
    }

    /** Returns who sent an incoming call on, the first of them first, as far as the peer is believed. */
    default List<Diversion> diversions() {
        return List.of();
    }

    /** Returns who was reached, as the peer of an outgoing channel says; empty when it says nothing or isn't believed. */
    default Optional<Party> reached() {
        return Optional.empty();
    }

    /** Says who was reached, before {@link #ring} or {@link #answer}; an incoming peer is told if it may know. */
    default void connected(Party callee) {}

    /** Returns what the peer described last; empty when it has left the offer to us. */
    Optional<MediaDescription> remoteMedia();

    /** Returns the leg's media, which lives until the leg has cleared. */
    MediaSession media();

    /**
     * Tells whether the peer of a channel that is up was told to send elsewhere than where its media is by now; {@link #offer} tells
     * it anew.
     *
     * @throws org.patchbay.media.MediaUnavailableException when its media is to be with us, and no port is free
     */
    default boolean moved() {
        return false;
    }

    /** Tells an incoming peer that the called side is being alerted. */
    void ring();

    /** Lets an incoming peer hear the called side before it answers. */
    void progress(MediaFormat accepted);

    /** Answers an incoming channel. {@code accepted} is the answer to its offer, or our offer when it made none. */
    void answer(MediaFormat accepted);

    /** Offers the peer of an established channel other media: hold, resume, other codecs. */
    void offer(MediaFormat format);

    /** Accepts the peer's {@link ChannelEvent.MediaOffered}. */
    void accept(MediaFormat accepted);

    /** Refuses the peer's {@link ChannelEvent.MediaOffered}, if there is one; the channel stays as it was. */
    void refuse(Cause cause);

    /** Clears the channel in whatever state it is, and frees its media. No event follows. */
    void hangup(Cause cause);

    /** Tells whether neither the peer nor its owner has cleared the channel. Asked by the owner only. */
    boolean live();

    /** Returns whom the channel belongs to now. May be called from any thread. */
    ChannelOwner owner();

    /**
     * Gives the channel to {@code next}, which brings its events from now on; called by a task of the present owner, which
     * touches the channel no more. What was posted to that one before and has not run yet runs at {@code next}, which may get
     * events before it has heard of the channel otherwise, and so asks whether it is {@link #live}, and calls {@link #refuse} in case
     * that the peer has offered something meanwhile.
     */
    void moveTo(ChannelOwner next);

    /** Tells the peer how the transfer stands that it asked for with {@link ChannelEvent.TransferRequested}. */
    void transfer(TransferProgress progress);
}
