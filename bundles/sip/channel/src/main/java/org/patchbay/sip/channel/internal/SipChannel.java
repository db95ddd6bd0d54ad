package org.patchbay.sip.channel.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sip.message.Request;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Party;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.Transferor;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.sip.IncomingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A SIP call leg as a channel: hands each verb to the part of the leg that it is about. */
final class SipChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(SipChannel.class);

    private final Leg leg;
    private final Who who;
    private final PeerOffers peerOffers;
    private final OwnOffers ownOffers;
    private final DialogRequests requests;
    private final Referrals referrals;

    /** What a channel tells of itself. {@code incoming} is false for a leg that we called. */
    record Who(
            Party caller,
            String dialled,
            String context,
            Optional<AddressOfRecord> subscriber,
            boolean incoming,
            Optional<String> device,
            Trust trust) {
        Who(Party caller, String dialled, String context, Optional<AddressOfRecord> subscriber, boolean incoming) {
            this(caller, dialled, context, subscriber, incoming, Optional.empty(), Trust.NONE);
        }

        /** Returns the user part of our Contact: our side's number. */
        String contactUser() {
            return incoming ? dialled : caller.number();
        }
    }

    /**
     * How far the peer is believed.
     *
     * @param believed whether it may say and hear who others are
     * @param diversions who has sent its call on
     */
    record Trust(boolean believed, List<Diversion> diversions) {
        static final Trust NONE = new Trust(false, List.of());

        Trust {
            diversions = List.copyOf(diversions);
        }
    }

    /** @param setup makes the INVITE's part of the channel, given what offers other media later */
    SipChannel(Leg leg, Who who, Function<OwnOffers, Setup> setup) {
        this.leg = leg;
        this.who = who;
        leg.session(new SessionTimer(leg, leg.signalling().intervals().get(), who.contactUser()));
        this.peerOffers = new PeerOffers(leg, who.contactUser());
        this.ownOffers = new OwnOffers(leg, !who.incoming(), who.contactUser(), peerOffers::waiting);
        leg.session().refreshesBy(ownOffers::refresh);
        leg.signalling().table().add(leg.dialog().id(), this);
        leg.setup(setup.apply(ownOffers));
        this.requests = new DialogRequests(leg, peerOffers, ownOffers, who.contactUser());
        this.referrals = new Referrals(leg, who.contactUser());
        leg.media().onLost(() -> leg.post(this::end));
    }

    @Override
    public String id() {
        return leg.id();
    }

    @Override
    public Party caller() {
        return who.caller();
    }

    @Override
    public String dialled() {
        return who.dialled();
    }

    @Override
    public String context() {
        return who.context();
    }

    @Override
    public Optional<AddressOfRecord> subscriber() {
        return who.subscriber();
    }

    @Override
    public Optional<String> device() {
        return who.device();
    }

    @Override
    public List<Diversion> diversions() {
        return who.trust().diversions();
    }

    @Override
    public Optional<Party> reached() {
        return who.trust().believed() ? leg.setup().reached() : Optional.empty();
    }

    @Override
    public void connected(Party callee) {
        if (who.trust().believed()) leg.setup().connected(callee);
    }

    @Override
    public Optional<MediaDescription> remoteMedia() {
        return leg.remote();
    }

    @Override
    public MediaSession media() {
        return leg.media();
    }

    @Override
    public boolean moved() {
        return leg.moved();
    }

    @Override
    public void ring() {
        describing(() -> leg.setup().ring());
    }

    @Override
    public void progress(MediaFormat accepted) {
        describing(() -> leg.setup().progress(accepted));
    }

    @Override
    public void answer(MediaFormat accepted) {
        describing(() -> leg.setup().answer(accepted));
    }

    @Override
    public void offer(MediaFormat format) {
        describing(() -> ownOffers.offer(format));
    }

    @Override
    public void accept(MediaFormat accepted) {
        describing(() -> {
            peerOffers.accept(accepted);
            ownOffers.next();
        });
    }

    /** Runs what may describe our media, which may need a port for that; without a free one the leg is cleared. */
    private void describing(Runnable verb) {
        try {
            verb.run();
        } catch (MediaUnavailableException full) {
            LOG.warn("{}: {}", leg.id(), full.getMessage());
            boolean live = live();
            hangup(Cause.NO_CIRCUIT);
            if (live) leg.post(() -> leg.tellLost(Cause.NO_CIRCUIT)); // not within the call's own verb
        }
    }

    @Override
    public void refuse(Cause cause) {
        peerOffers.refuse(cause);
        ownOffers.next();
    }

    @Override
    public void hangup(Cause cause) {
        switch (leg.phase()) {
            case SETUP -> leg.setup().abandon(cause);
            case UP -> {
                peerOffers.drop();
                leg.hangUp(cause);
            }
            case CLEARED -> {
                // the peer was faster
            }
        }
    }

    @Override
    public boolean live() {
        return leg.phase() != Leg.Phase.CLEARED;
    }

    @Override
    public ChannelOwner owner() {
        return leg.owner();
    }

    @Override
    public void moveTo(ChannelOwner next) {
        leg.moveTo(next);
    }

    @Override
    public void transfer(TransferProgress progress) {
        referrals.progress(progress);
    }

    /** Tells whether the dialog's peer has that tag, once it is known which peer it is. May be called from any thread. */
    boolean isWith(String remoteTag) {
        String tag = leg.dialog().remoteTag();
        return !tag.isEmpty() && tag.equals(remoteTag);
    }

    /** Returns with whose rights this peer transfers; empty when we have called it and so don't know yet who it is. */
    Optional<Transferor> transferor() {
        return who.incoming()
                ? Optional.of(new Transferor(
                        who.caller().number(),
                        who.context(),
                        who.subscriber(),
                        who.caller().withheld()))
                : Optional.empty();
    }

    /** Takes a request of the dialog, or a CANCEL. May be called from any thread. */
    void received(IncomingRequest request) {
        leg.post(() -> take(request, () -> requests.take(request)));
    }

    /** Takes a REFER of the dialog. May be called from any thread. */
    void refer(IncomingRequest request, Refer refer) {
        leg.post(() -> take(request, () -> requests.take(request, () -> referrals.take(request, refer))));
    }

    /**
     * Takes an INVITE that asks for this leg's place. {@code admit} makes its channel, if that is possible, and gives it where it is
     * told. May be called from any thread.
     */
    void replacedBy(
            IncomingRequest invite, Replaces replaces, Consumer<Consumer<Function<ChannelOwner, Channel>>> admit) {
        leg.post(() -> take(invite, () -> {
            int refusal = refusal(replaces);
            if (refusal != 0) invite.respond(refusal);
            else admit.accept(made -> leg.emit(new ChannelEvent.ReplacementOffered(id(), made.apply(leg.owner()))));
        }));
    }

    /** RFC 3891 section 3; 0 when the leg may be replaced. */
    private int refusal(Replaces replaces) {
        boolean early = leg.phase() == Leg.Phase.SETUP;
        // an early dialog may be taken only from the side that is being called
        if (early) return !who.incoming() && leg.setup().turnsTo(replaces.remoteTag()) ? 0 : 481;
        if (!isWith(replaces.remoteTag())) return 481;
        if (!live()) return 603;
        return replaces.earlyOnly() ? 486 : 0;
    }

    private void take(IncomingRequest request, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            // whatever a stranger wrote, the peer gets an answer and the leg lives on
            LOG.error("{}: {} failed", leg.id(), request.message().getMethod(), failure);
            if (!request.message().getMethod().equals(Request.ACK)) request.respond(500);
        }
    }

    /** Clears the leg because this bundle stops, which its call is told. May be called from any thread. */
    void shutDown(Runnable done) {
        leg.post(() -> {
            end();
            leg.hurry();
            done.run();
        });
    }

    private void end() {
        boolean live = leg.phase() != Leg.Phase.CLEARED;
        hangup(Cause.TEMPORARY_FAILURE);
        if (live) leg.tellLost(Cause.TEMPORARY_FAILURE);
    }
}
