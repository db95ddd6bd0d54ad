package org.patchbay.sip.sdp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/**
 * How far the two sides of a dialog have come with offer and answer (RFC 3264). Plain data: a successor can go on from it.
 * Of the peer only its {@code o=} is kept, which tells a newer description from an older one: a call lasts long, and a
 * browser's description is 8 KB.
 *
 * @param turn who owes an answer
 * @param local what this side has sent last
 * @param peer {@code o=} of what the peer has sent last
 */
public record Negotiation(Turn turn, LocalSdp local, Optional<Origin> peer) {
    /** Who owes an answer. */
    public enum Turn {
        /** Nobody: both may offer. */
        FREE,
        /** The peer, to our offer. */
        PEER,
        /** We, to an offer of the peer. */
        OURS
    }

    /** What has come of an offer of ours. */
    public sealed interface Outcome {
        /** The peer takes our audio: {@code answer} is no more than we offered. */
        record Agreed(Negotiation next, RemoteSdp.Usable answer) implements Outcome {}

        /** The peer has described something newer since: what was agreed on stays. */
        record Outdated() implements Outcome {}

        /** Not a session description. */
        record Malformed(String why) implements Outcome {}

        /** The peer does not take our audio. */
        record Refused(String why) implements Outcome {}
    }

    /** Begins the descriptions of a dialog. */
    public static Negotiation begin(long session, InetSocketAddress rtp, InetSocketAddress rtcp) {
        return new Negotiation(Turn.FREE, LocalSdp.begin(session, rtp, rtcp), Optional.empty());
    }

    /** Begins the descriptions of a dialog before it is known where this side's media is; {@link #at} says that. */
    public static Negotiation begin(long session) {
        return new Negotiation(Turn.FREE, LocalSdp.begin(session), Optional.empty());
    }

    /** Returns this with the media elsewhere from the next offer or answer of ours on. */
    public Negotiation at(InetSocketAddress rtp, InetSocketAddress rtcp) {
        LocalSdp there = local.at(rtp, rtcp);
        return there == local ? this : new Negotiation(turn, there, peer);
    }

    /** Returns the text of what this side has described last. */
    public String text() {
        return local.text();
    }

    /** Tells whether either side may offer now (RFC 3264 section 4); otherwise it is a glare. */
    public boolean free() {
        return turn == Turn.FREE;
    }

    // ---- our offer

    /** Describes an offer of ours, encrypted if the last one was; {@link #text()} is its text. */
    public Negotiation offer(MediaFormat format) {
        return offer(format, secure());
    }

    /** Describes an offer of ours, of SRTP if it is {@code secure}; keys stay what they were. */
    public Negotiation offer(MediaFormat format, boolean secure) {
        return new Negotiation(Turn.PEER, local.offer(format, secure), peer);
    }

    /** Tells whether nothing was described by this side yet. */
    public boolean fresh() {
        return local.streams().isEmpty();
    }

    /** Tells whether this side has described SRTP last. */
    public boolean secure() {
        return local.profile().secure();
    }

    /**
     * Reads an answer to our last offer. Several may come: of the devices behind a proxy that forks, or the same one in a
     * provisional response and in the final one.
     */
    public Outcome answered(String text) {
        return switch (RemoteSdp.answer(text, local.audio(), local.profile())) {
            case RemoteSdp.Malformed(String why) -> new Outcome.Malformed(why);
            case RemoteSdp.Unacceptable(String why) -> new Outcome.Refused(why);
            case RemoteSdp.Usable answer -> answered(answer);
        };
    }

    private Outcome answered(RemoteSdp.Usable answer) {
        Optional<Origin> origin = answer.sdp().origin();
        if (turn == Turn.FREE && older(origin)) return new Outcome.Outdated();
        return new Outcome.Agreed(new Negotiation(Turn.FREE, local, origin), within(answer));
    }

    /** A 2xx may repeat an answer of the 183 that an UPDATE has overtaken (RFC 3261 section 13.2.1, RFC 6337). */
    private boolean older(Optional<Origin> origin) {
        return origin.isPresent() && peer.isPresent() && origin.get().olderThan(peer.get());
    }

    /** RFC 3264 section 6.1: an answer can't have directions that were not offered, though some have. */
    private RemoteSdp.Usable within(RemoteSdp.Usable answer) {
        MediaDescription media = answer.media();
        Direction permitted = Directions.permitted(media.format().direction(), local.direction());
        boolean multiplexed = local.multiplexes() && answer.rtcpMux();
        InetSocketAddress rtcp = multiplexed ? media.rtp() : media.rtcp();
        var agreed = new MediaDescription(media.rtp(), rtcp, media.format().with(permitted), media.keys());
        return new RemoteSdp.Usable(answer.sdp(), answer.stream(), agreed);
    }

    // ---- the peer's offer

    /** Reads an offer of the peer's; {@link #received} notes it. */
    public RemoteSdp read(String text) {
        return RemoteSdp.offer(text, local.audio(), local.profile());
    }

    /** Notes an offer of the peer's that will be answered or refused. */
    public Negotiation received(RemoteSdp.Usable offer) {
        return new Negotiation(Turn.OURS, local, offer.sdp().origin());
    }

    /** Describes our answer to {@code offer}; {@link #text()} is its text. */
    public Negotiation answer(RemoteSdp.Usable offer, MediaFormat accepted) {
        return new Negotiation(
                Turn.FREE, local.answer(offer, accepted), offer.sdp().origin());
    }

    /**
     * Notes that an offer was refused, ours or the peer's: what was agreed on stays (RFC 3264 section 8), but the number of
     * our version is used up.
     */
    public Negotiation declined() {
        return new Negotiation(Turn.FREE, local, peer);
    }
}
