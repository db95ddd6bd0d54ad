package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.Party;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One leg of a call: its channel, whom it reaches, and what was agreed on it. Owned by the call. */
final class Leg {
    private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    /** What is offered to a callee when the caller has left the offer to us: all that phones share. */
    private static final MediaFormat OPEN_OFFER = new MediaFormat(
            List.of(Codec.OPUS, Codec.G722, Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT), Direction.SENDRECV);

    private final Channel channel;
    private final String party;
    private final MediaFormat first;
    private MediaFormat agreed;
    private boolean up;
    private boolean placed;
    private boolean suspect;
    private final InstantSource clock;
    private @Nullable Instant answeredAt;
    private @Nullable Instant over;
    private @Nullable Cause why;

    Leg(Channel channel, String party, InstantSource clock) {
        this.clock = clock;
        this.channel = channel;
        this.party = party;
        this.first = channel.remoteMedia().map(MediaDescription::format).orElse(OPEN_OFFER);
        this.agreed = first;
    }

    String party() {
        return party;
    }

    /** Returns the peer as it calls others; when it was called, as it says it is, or else by its number. */
    Party peer() {
        Party caller = channel.caller();
        return channel.reached().orElseGet(() -> caller.number().equals(party) ? caller : new Party(party, ""));
    }

    Channel channel() {
        return channel;
    }

    /** Clears the leg. One that fails must not keep the others up: its technology may be going away. */
    void hangup(Cause cause) {
        ended(cause);
        try {
            channel.hangup(cause);
        } catch (RuntimeException | LinkageError failure) {
            LOG.error("{}: can't be hung up", channel.id(), failure);
        }
    }

    /** Takes that the leg was cleared, by its peer or by us: what comes first counts. */
    void ended(Cause cause) {
        if (over != null) return;
        over = clock.instant();
        why = cause;
    }

    /** Returns when it was cleared. */
    Optional<Instant> over() {
        return Optional.ofNullable(over);
    }

    boolean up() {
        return up;
    }

    /** Tells whether the peer may still be told another's address for its media: it waits for an answer to its offer. */
    boolean mayGoDirect() {
        return !up && channel.remoteMedia().isPresent();
    }

    /**
     * Has the media of a leg that is up come to us, if its peer sends it elsewhere; with whom it talks next is agreed on anew.
     *
     * @throws org.patchbay.media.MediaUnavailableException when no port is free
     */
    void anchor(MediaFormat offer) {
        if (!up) return;
        channel.media().anchor();
        if (!channel.moved()) return;
        place();
        channel.offer(offer.with(Direction.SENDRECV));
    }

    /** Returns what to offer a peer that is to hear the server itself; what it uses already when that can't be had. */
    MediaFormat own() {
        MediaFormat own = withServer(widest());
        return own.audioCodec().isPresent() ? own : agreed;
    }

    /** Returns what the leg's peer can be given: agreed when it is up, and until then what it offered. */
    MediaFormat takes() {
        return placed ? widest() : agreed;
    }

    /** Says that the leg has come from another talk, so that what was agreed on there has to be agreed on anew. */
    void place() {
        placed = true;
    }

    /**
     * Says that the leg has come from another call. What its peer has offered on the way has found nobody: it is refused as an
     * offer that meets one of ours, so that the peer makes it again (RFC 3261 section 14.1).
     */
    void arrive() {
        place();
        channel.refuse(Cause.TEMPORARY_FAILURE);
    }

    boolean placed() {
        return placed;
    }

    /** Returns all that the peer may agree to when it is asked: the codecs that it uses, then the others that it may have. */
    MediaFormat widest() {
        List<Codec> codecs = new ArrayList<>(agreed.codecs());
        for (Codec other : first.codecs()) {
            boolean taken = codecs.stream()
                    .anyMatch(codec -> codec.sameEncoding(other) || codec.payloadType() == other.payloadType());
            if (!taken) codecs.add(other);
        }
        return new MediaFormat(codecs, Direction.SENDRECV);
    }

    /** Tells whether packets of one are understood by the other, and none is put on hold by anybody but the other. */
    boolean speaksWith(Leg other) {
        Direction direction = other.agreed.direction();
        return direction != Direction.INACTIVE
                && agreed.direction() == direction.reversed()
                && agreed.audioCodec().isPresent()
                && sharesCodecs(other);
    }

    /** Tells whether both use the same codec, by the same number. */
    boolean sharesCodecs(Leg other) {
        return number(agreed, true).equals(number(other.agreed, true))
                && number(agreed, false).equals(number(other.agreed, false));
    }

    private static Optional<Integer> number(MediaFormat format, boolean audio) {
        return format.codecs().stream()
                .filter(codec -> codec.carriesAudio() == audio)
                .map(Codec::payloadType)
                .findFirst();
    }

    /** Tells whether the peer sends and hears, so that what it has agreed on can be offered to another. */
    boolean open() {
        return agreed.direction() == Direction.SENDRECV;
    }

    /** Returns what this peer can be told in common with {@code other}: what that uses already, or else one codec that it may have. */
    MediaFormat shared(Leg other) {
        MediaFormat used = takes().common(other.agreed.codecs()).first();
        if (used.audioCodec().isPresent()) return used;
        MediaFormat common = takes().common(other.widest().codecs()).first();
        return common.audioCodec().isPresent() || !other.talksWithServer() ? common : withServer(takes());
    }

    /** Tells whether the server can make and read sound in the codec that this peer uses, so that it can translate it for another. */
    boolean talksWithServer() {
        return !channel.media().direct() && withServer(agreed).audioCodec().isPresent();
    }

    /** Returns the one audio codec of {@code format}, with digits, that the server can make and read: the first, but Opus, which costs a hundred times the others, last. */
    MediaFormat withServer(MediaFormat format) {
        List<Codec> known = format.common(channel.media().codecs()).codecs();
        List<Codec> cheapFirst = known.stream()
                .sorted(Comparator.comparing(codec -> codec.sameEncoding(Codec.OPUS)))
                .toList();
        return new MediaFormat(cheapFirst, format.direction()).first();
    }

    /** Returns what is agreed on. */
    MediaFormat agreed() {
        return agreed;
    }

    /**
     * Has a leg that came from another talk agree with the server itself, if it doesn't already.
     *
     * @throws org.patchbay.media.MediaUnavailableException when its media was not with us, and no port is free
     */
    void turnToServer() {
        channel.media().anchor();
        boolean ready = !channel.moved()
                && open()
                && agreed.audioCodec().filter(this::isOwn).isPresent();
        MediaFormat offer = withServer(widest());
        if (placed && !ready && offer.audioCodec().isPresent()) channel.offer(offer);
    }

    private boolean isOwn(Codec codec) {
        return channel.media().codecs().stream().anyMatch(codec::sameEncoding);
    }

    /** Returns what the server itself and this peer share; without an audio codec when they share none. */
    MediaFormat sharedWithServer() {
        return withServer(agreed).with(agreed.direction().reversed());
    }

    /** Returns the answer to {@code offer} when the server is the other end. */
    private MediaFormat ownAnswer(MediaFormat offer) {
        return withServer(offer).with(offer.direction().reversed());
    }

    /** Answers what the peer offers anew while nobody but the server is there. */
    void answerAlone(MediaFormat offer) {
        MediaFormat answer = ownAnswer(offer);
        if (answer.audioCodec().isEmpty()) {
            channel.refuse(Cause.INCOMPATIBLE_DESTINATION);
        } else {
            agreed = answer;
            channel.accept(answer);
        }
    }

    void answered(MediaFormat format) {
        agreed = format;
        if (!up) answeredAt = clock.instant();
        up = true;
    }

    void changed(MediaFormat format) {
        agreed = format;
    }

    boolean describes(MediaDescription remote) {
        return agreed.equals(remote.format());
    }

    /**
     * Tells whether the peer has sent neither RTP nor RTCP for {@code limit}, though it said that it would, and hadn't either when this was
     * asked before: one that comes back from hold is given the time to speak.
     */
    boolean dead(Duration limit) {
        boolean speaks = up
                && agreed.direction() == Direction.SENDRECV
                && !channel.media().direct();
        boolean silent = speaks && channel.media().statistics().silence().compareTo(limit) > 0;
        boolean before = suspect;
        suspect = silent;
        return silent && before;
    }

    CallRecord.Leg record(CallRecord.Side side, Instant began, Instant ended) {
        return new CallRecord.Leg(
                channel.id(),
                party,
                side,
                began,
                Optional.ofNullable(answeredAt),
                ended,
                Optional.ofNullable(why),
                channel.media().statistics());
    }

    CallSnapshot.Leg snapshot() {
        return new CallSnapshot.Leg(channel.id(), party, up, channel.media().statistics());
    }
}
