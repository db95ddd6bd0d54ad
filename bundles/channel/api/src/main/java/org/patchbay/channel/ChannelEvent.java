package org.patchbay.channel;

import org.patchbay.media.MediaDescription;

/** What happens on a channel, whatever the technology; delivered in order to the channel's call. */
public sealed interface ChannelEvent {
    /** Returns the {@link Channel#id()} it happened on. */
    String channelId();

    /** The called side is being alerted. */
    record Ringing(String channelId) implements ChannelEvent {}

    /** The called side sends sound before it answers (early media). */
    record Progress(String channelId, MediaDescription remote) implements ChannelEvent {}

    /** The called side has answered. */
    record Answered(String channelId, MediaDescription remote) implements ChannelEvent {}

    /** The peer wants to change the media of an established channel; answer with {@code accept} or {@code refuse}. */
    record MediaOffered(String channelId, MediaDescription remote) implements ChannelEvent {}

    /** The peer has accepted our {@code offer}, or completed a negotiation that it left to us. */
    record MediaChanged(String channelId, MediaDescription remote) implements ChannelEvent {}

    /** The peer has refused our {@code offer}; the media is what it was. */
    record MediaRefused(String channelId, Cause cause) implements ChannelEvent {}

    /** A digit 0-9, *, #, A-D was pressed and held {@code millis}. */
    record Digit(String channelId, char digit, int millis) implements ChannelEvent {}

    /**
     * The peer of an established channel wants the other side of its talk put through to {@code target}. The task that gets this
     * answers with {@link Channel#transfer}: accepted or refused, and then how it goes.
     */
    record TransferRequested(String channelId, TransferTarget target, Transferor by) implements ChannelEvent {}

    /**
     * Somebody asks for this channel's place in its call. {@code by} is an incoming channel of the same owner: the task that gets
     * this answers it and clears the one that it replaces, or refuses it with {@link Channel#hangup}.
     */
    record ReplacementOffered(String channelId, Channel by) implements ChannelEvent {}

    /** The peer has cleared, refused or lost the channel. The last event of a channel, sent once, not after {@code hangup}. */
    record HungUp(String channelId, Cause cause) implements ChannelEvent {}
}
