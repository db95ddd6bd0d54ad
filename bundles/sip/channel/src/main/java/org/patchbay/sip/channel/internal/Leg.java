package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.sdp.LocalSdp;
import org.patchbay.sip.sdp.Negotiation;
import org.patchbay.sip.sdp.Negotiation.Outcome;
import org.patchbay.sip.sdp.RemoteSdp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of one leg share: its dialog, its descriptions, and how far it has come. Touched within tasks of its owner
 * only, but for {@link #post}, the final fields, and a look at owner, phase and dialog.
 */
final class Leg {
    private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    /** How far a leg has come; it never goes back. */
    enum Phase {
        SETUP,
        UP,
        CLEARED
    }

    private final String id;
    private volatile ChannelOwner owner;
    private final MediaSession media;
    private Signalling signalling;
    private volatile Phase phase = Phase.SETUP;
    private volatile Dialog dialog;
    private Negotiation negotiation;
    private MediaFormat agreed;
    private Optional<MediaDescription> remote = Optional.empty();
    private @Nullable Unacked unacked;
    private Runnable whenForgotten = () -> {};
    private Runnable whenCleared = () -> {};
    private List<Hop> hops = List.of();
    private @Nullable SessionTimer session;
    private Consumer<String> turnTo = _ -> {};
    private @Nullable Setup setup;
    private MediaPolicy policy = MediaPolicy.PLAIN;
    private boolean offersSrtp;
    private final LegDigits digits = new LegDigits(this);

    Leg(String id, ChannelOwner owner, MediaSession media, Signalling signalling, Dialog dialog, MediaFormat wanted) {
        this.id = id;
        this.owner = owner;
        this.media = media;
        this.signalling = signalling;
        this.dialog = dialog;
        this.agreed = wanted;
        this.negotiation = Negotiation.begin(signalling.identifiers().session());
        media.digits(digit -> post(() -> digits.heard(digit)));
    }

    String id() {
        return id;
    }

    MediaSession media() {
        return media;
    }

    Signalling signalling() {
        return signalling;
    }

    Phase phase() {
        return phase;
    }

    Dialog dialog() {
        return dialog;
    }

    void dialog(Dialog changed) {
        dialog = changed;
    }

    Optional<MediaDescription> remote() {
        return remote;
    }

    /** Returns how this stands with the peer that it is turned to. */
    Standing standing() {
        return new Standing(dialog, negotiation, agreed, remote);
    }

    /** Turns to another peer, which a fork of the INVITE has reached; its media is not heard before it is agreed on. */
    void standing(Standing other) {
        dialog = other.dialog();
        negotiation = other.negotiation();
        agreed = other.agreed();
        remote = other.remote();
    }

    /** Notes what the peer described, before anything is agreed on. */
    void offered(RemoteSdp.Usable offer) {
        received(offer);
        remote = Optional.of(offer.media());
    }

    /** Notes an offer of the peer's that is to be answered or declined. */
    void received(RemoteSdp.Usable offer) {
        negotiation = negotiation.received(offer);
        media.described(offer.media());
    }

    /** Notes that an offer came to nothing, ours or the peer's. */
    void notAgreed() {
        negotiation = negotiation.declined();
        remote.ifPresent(media::described);
    }

    /** Gives the leg its session timer, once, before anything is sent. */
    void session(SessionTimer timer) {
        session = timer;
    }

    SessionTimer session() {
        return Objects.requireNonNull(session, "no session timer yet");
    }

    /** Says what the media of whom the leg calls may be. */
    void calls(MediaPolicy called) {
        policy = called;
        offersSrtp = called.srtp() != SrtpPolicy.OFF;
    }

    /** Says what the media of who calls may be. An offer in a 2xx can't be followed by another one, if it is refused. */
    void calledBy(MediaPolicy caller) {
        policy = caller;
        offersSrtp = caller.srtp() == SrtpPolicy.REQUIRED;
    }

    /** Tells whether the INVITE that {@code status} has refused should be sent once more; then it offers plain RTP. */
    boolean fallsBack(int status) {
        boolean incompatible = status == 415 || status == 488 || status == 606;
        boolean mayBePlain = policy.srtp() == SrtpPolicy.OPTIONAL && negotiation.secure();
        if (phase != Phase.SETUP || !incompatible || !mayBePlain) return false;
        negotiation = negotiation.offer(agreed, false).declined();
        return true;
    }

    MediaPolicy policy() {
        return policy;
    }

    LegDigits digits() {
        return digits;
    }

    /** Gives the leg the INVITE that makes it. */
    void setup(Setup begun) {
        setup = begun;
    }

    Setup setup() {
        return Objects.requireNonNull(setup, "no INVITE yet");
    }

    /** Returns our side of what is agreed on. */
    MediaFormat agreed() {
        return agreed;
    }

    /** Returns the 2xx whose ACK is still awaited. */
    @Nullable
    Unacked unacked() {
        return unacked;
    }

    void unacked(@Nullable Unacked waiting) {
        unacked = waiting;
    }

    /** Says that the leg is with another server, before anything is sent; {@code cleared} runs once when the leg is cleared. */
    void with(PeerLink peer, Runnable cleared) {
        signalling = signalling.with(new PeerTransactions(signalling.transactions(), this, peer));
        hops = peer.hops();
        whenCleared = cleared;
    }

    /** Has {@code task} run when the leg is cleared, after what was to run before. */
    void onCleared(Runnable task) {
        Runnable before = whenCleared;
        whenCleared = () -> {
            before.run();
            task.run();
        };
    }

    /** Returns where {@code response} to our INVITE came from, which went to {@code sent} or another address of the same server. */
    Hop answering(SIPResponse response, Hop sent) {
        return hops.isEmpty() ? sent : PeerTransactions.answering(hops, response);
    }

    /** Says how the leg is turned to the early dialog with a tag, while there may be several. */
    void turnsBy(Consumer<String> turn) {
        turnTo = turn;
    }

    /** Returns the number of {@code request} when it is sent again: the next one of its dialog. */
    long numberAfter(SIPRequest request) {
        if (phase == Phase.SETUP && request.getToTag() != null) turnTo.accept(request.getToTag());
        long sent = request.getCSeq().getSeqNumber();
        do dialog = dialog.next();
        while (dialog.localSequence() <= sent);
        return dialog.localSequence();
    }

    // ---- the owner

    ChannelOwner owner() {
        return owner;
    }

    /** Gives the leg to {@code next}. Called by a task of the owner, which leaves the leg alone from then on. */
    void moveTo(ChannelOwner next) {
        owner = next;
    }

    /**
     * Runs {@code task} as a task of the owner. May be called from any thread. A task that finds the leg with another owner, when its
     * turn comes, goes there: only an owner's task can give the leg away, so that which it finds is true as long as it runs.
     */
    void post(Runnable task) {
        ChannelOwner present = owner;
        try {
            present.execute(() -> {
                if (present == owner) task.run();
                else post(task);
            });
        } catch (RejectedExecutionException full) {
            LOG.warn("{}: the call is overwhelmed, something that happened to it is dropped", id);
        }
    }

    /** Runs {@code task} as a task of the owner after {@code delay}; what is cancelled by such a task never runs. */
    Timers.Pending after(Duration delay, Runnable task) {
        var timer = new OwnedTimer(task);
        Timers.Pending pending = signalling.timers().after(delay, () -> post(timer::run));
        return () -> {
            timer.cancelled = true;
            pending.cancel();
        };
    }

    /** A timer that may have fired, and wait behind the task that cancels it. */
    private static final class OwnedTimer {
        private final Runnable task;
        private boolean cancelled;

        OwnedTimer(Runnable task) {
            this.task = task;
        }

        void run() {
            if (!cancelled) task.run();
        }
    }

    void emit(ChannelEvent event) {
        if (phase != Phase.CLEARED) owner.emit(event);
    }

    // ---- descriptions

    /** Reads an offer of the peer's. */
    RemoteSdp readOffer(String text) {
        RemoteSdp offer = policy.permitted(negotiation.read(text));
        boolean secure =
                offer instanceof RemoteSdp.Usable usable && usable.media().secure();
        return secure && media.direct()
                ? new RemoteSdp.Unacceptable("SRTP can't be begun while the media goes past us")
                : offer;
    }

    /** Returns the text of an offer of ours, which {@link #answered} gets the answer to. */
    String describeOffer(MediaFormat format) {
        boolean secure = negotiation.fresh() ? offersSrtp : negotiation.secure();
        negotiation = negotiation.at(media.rtp(), media.rtcp()).offer(digits.described(format), secure);
        if (secure) signalling.plainKeys().travel(policy.of(), dialog.hop());
        return negotiation.text();
    }

    /** Returns what to offer a peer that takes none of {@code format}: what the server can translate that into; empty when there is no more. */
    Optional<MediaFormat> wider(MediaFormat format) {
        List<Codec> ours = media.codecs();
        if (media.direct() || format.common(ours).audioCodec().isEmpty()) return Optional.empty();
        return Optional.of(format.and(ours)).filter(more -> !more.equals(format));
    }

    /** Returns the text of our answer to {@code offer}. */
    String describeAnswer(RemoteSdp.Usable offer, MediaFormat accepted) {
        negotiation = negotiation.at(media.rtp(), media.rtcp());
        return describeAgain(offer, accepted);
    }

    /** Returns our answer to {@code offer}, of which the other side of the talk takes {@code accepted}. */
    MediaFormat permitted(RemoteSdp.Usable offer, MediaFormat accepted) {
        return LocalSdp.permitted(offer, digits.answering(offer.media().format(), accepted));
    }

    /** Returns the text of our answer to {@code offer} at the place that the peer was told last, wherever our media is by now. */
    String describeAgain(RemoteSdp.Usable offer, MediaFormat accepted) {
        negotiation = negotiation.answer(offer, accepted);
        return negotiation.text();
    }

    /** Tells whether the peer was told another place than where our media is by now. */
    boolean moved() {
        return phase == Phase.UP
                && !(negotiation.local().rtp().equals(media.rtp())
                        && negotiation.local().rtcp().equals(media.rtcp()));
    }

    /** Puts into {@code response} our answer to {@code offer}, and returns what is agreed on by that. */
    MediaFormat answer(RemoteSdp.Usable offer, MediaFormat accepted, SIPResponse response) {
        MediaFormat permitted = permitted(offer, accepted);
        Headers.sdp(response, describeAnswer(offer, permitted));
        agree(offer.media(), permitted);
        return permitted;
    }

    /** Puts into {@code response} once more what an earlier one has answered to {@code offer}. */
    void repeat(RemoteSdp.Usable offer, MediaFormat answered, SIPResponse response) {
        Headers.sdp(response, describeAgain(offer, answered));
    }

    /** Makes {@code ours} and {@code peer} the agreed media. */
    void agree(MediaDescription peer, MediaFormat ours) {
        remote = Optional.of(peer);
        agreed = digits.described(ours);
        if (peer.secure()) signalling.plainKeys().travel(policy.of(), dialog.hop());
        MediaFormat negotiated = agreed.common(peer.format().codecs());
        media.remote(peer, negotiated);
        digits.agreed(negotiated);
    }

    /** Has the media do what is agreed on, since that of another peer may have been heard meanwhile. */
    void hear() {
        remote.ifPresent(peer -> agree(peer, agreed));
    }

    /** Returns what of our side's media the peer takes. */
    MediaFormat used() {
        return remote.map(peer -> agreed.common(peer.format().codecs())).orElse(agreed);
    }

    /** Takes the answer to our last offer, {@code ours}; returns why the media can't be agreed on, if so. */
    Optional<Cause> answered(Body body, MediaFormat ours) {
        return switch (body) {
            case Body.Description description -> answered(negotiation.answered(description.text()), ours);
            case Body.None _, Body.Other _ -> Optional.of(Cause.PROTOCOL_ERROR);
        };
    }

    private Optional<Cause> answered(Outcome outcome, MediaFormat ours) {
        return switch (outcome) {
            case Outcome.Malformed _ -> Optional.of(Cause.PROTOCOL_ERROR);
            case Outcome.Refused _ -> Optional.of(Cause.INCOMPATIBLE_DESTINATION);
            case Outcome.Outdated _ -> Optional.empty();
            case Outcome.Agreed agreed -> {
                negotiation = agreed.next();
                agree(agreed.answer().media(), ours);
                yield Optional.empty();
            }
        };
    }

    // ---- the ways of a leg

    void up() {
        if (phase == Phase.SETUP) phase = Phase.UP;
    }

    /** Ends the leg for its call: its ports are free, and nothing is emitted any more. */
    void clear() {
        phase = Phase.CLEARED;
        if (session != null) session.stop();
        media.close();
        whenCleared.run();
        whenCleared = () -> {};
    }

    /** Ends the leg because of its peer, or because of a failure, which its call is told. */
    void lost(Cause cause) {
        if (phase == Phase.CLEARED) return;
        clear();
        tellLost(cause);
    }

    /** Tells the call that the leg is gone. */
    void tellLost(Cause cause) {
        LOG.debug("{}: lost, {}", id, cause);
        owner.emit(new ChannelEvent.HungUp(id, cause));
    }

    /** Clears an established leg because the call wants it. */
    void hangUp(Cause cause) {
        clear();
        // RFC 3261 section 15: no BYE before the ACK for our 2xx has come, or has not come in time
        if (unacked != null) unacked.clearAfterwards(cause);
        else bye(cause);
    }

    /** Sends the BYE that waits for an ACK, which nobody will be here to take. A peer in a call that is none would be worse off. */
    void hurry() {
        if (unacked != null) unacked.hurry();
    }

    /** Clears an established leg because it has failed, and tells both sides. */
    void fail(Cause cause) {
        if (phase == Phase.CLEARED) return;
        bye(cause);
        lost(cause);
    }

    /** Sends BYE; the leg is forgotten once that was answered. */
    void bye(Cause cause) {
        dialog = dialog.next();
        Bye.send(signalling, dialog, cause, this::forget);
    }

    /** Lets requests of this dialog find nothing any more (481). */
    void forget() {
        signalling.table().remove(dialog.id());
        whenForgotten.run();
    }

    /** Has {@code task} run when the leg is forgotten. */
    void whenForgotten(Runnable task) {
        whenForgotten = task;
    }

    /** Notes where the peer wants later requests (RFC 3261 section 12.2: target refresh), if {@code message} says so. */
    void refreshTarget(SIPMessage message, Hop seen) {
        Addresses.contact(message).ifPresent(contact -> refreshTarget(contact, seen));
    }

    private void refreshTarget(SipUri contact, Hop seen) {
        try {
            dialog = dialog.at(contact, seen);
        } catch (IllegalArgumentException malformed) {
            LOG.debug("{}: stays where it was: {}", id, malformed.getMessage());
        }
    }
}
