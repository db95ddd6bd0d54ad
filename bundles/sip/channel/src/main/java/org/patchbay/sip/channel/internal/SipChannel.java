package org.patchbay.sip.channel.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.message.Request;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.sip.IncomingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A SIP call leg as a channel: hands each verb to the part of the leg that it is about. */
final class SipChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(SipChannel.class);

    private final Leg leg;
    private final Who who;
    private final Setup setup;
    private final PeerOffers peerOffers;
    private final OwnOffers ownOffers;
    private final DialogRequests requests;

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
        this.setup = setup.apply(ownOffers);
        this.requests = new DialogRequests(leg, this.setup, peerOffers, ownOffers);
        leg.media().onLost(() -> shutDown(() -> {}));
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
        return who.trust().believed() ? setup.reached() : Optional.empty();
    }

    @Override
    public void connected(Party callee) {
        if (who.trust().believed()) setup.connected(callee);
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
    public void ring() {
        setup.ring();
    }

    @Override
    public void progress(MediaFormat accepted) {
        setup.progress(accepted);
    }

    @Override
    public void answer(MediaFormat accepted) {
        setup.answer(accepted);
    }

    @Override
    public void offer(MediaFormat format) {
        ownOffers.offer(format);
    }

    @Override
    public void accept(MediaFormat accepted) {
        peerOffers.accept(accepted);
        ownOffers.next();
    }

    @Override
    public void refuse(Cause cause) {
        peerOffers.refuse(cause);
        ownOffers.next();
    }

    @Override
    public void hangup(Cause cause) {
        switch (leg.phase()) {
            case SETUP -> setup.abandon(cause);
            case UP -> {
                peerOffers.drop();
                leg.hangUp(cause);
            }
            case CLEARED -> {
                // the peer was faster
            }
        }
    }

    /** Takes a request of the dialog, or a CANCEL. May be called from any thread. */
    void received(IncomingRequest request) {
        leg.post(() -> take(request));
    }

    private void take(IncomingRequest request) {
        try {
            requests.take(request);
        } catch (RuntimeException failure) {
            // whatever a stranger wrote, the peer gets an answer and the leg lives on
            LOG.error("{}: {} failed", leg.id(), request.message().getMethod(), failure);
            if (!request.message().getMethod().equals(Request.ACK)) request.respond(500);
        }
    }

    /** Clears the leg because this bundle or its media stop, which its call is told. May be called from any thread. */
    void shutDown(Runnable done) {
        leg.post(() -> {
            boolean live = leg.phase() != Leg.Phase.CLEARED;
            hangup(Cause.TEMPORARY_FAILURE);
            if (live) leg.tellLost(Cause.TEMPORARY_FAILURE);
            done.run();
        });
    }
}
