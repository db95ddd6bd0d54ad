package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.Channels.TechnologyPort;
import org.patchbay.channel.Party;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.PeerRecognizer;
import org.patchbay.sip.PeerRecognizer.Peer;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.sdp.RemoteSdp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes channels of the INVITEs that begin a call, and refuses those that can't. */
final class NewCalls {
    private static final Logger LOG = LoggerFactory.getLogger(NewCalls.class);
    private static final int RETRY_SECONDS = 5;
    private static final MediaFormat NOTHING = new MediaFormat(List.of(), Direction.SENDRECV);

    private final SipTechnology technology;
    private final Signalling signalling;
    private final Supplier<Optional<RequestVerifier>> verifier;
    private final Supplier<Optional<PeerRecognizer>> recognizer;

    NewCalls(
            SipTechnology technology,
            Supplier<Optional<RequestVerifier>> verifier,
            Supplier<Optional<PeerRecognizer>> recognizer) {
        this.technology = technology;
        this.signalling = technology.signalling();
        this.verifier = verifier;
        this.recognizer = recognizer;
    }

    /**
     * Takes an INVITE without a tag of ours. A user's credentials come first: who has them is that user, even at the address of
     * a trunk. Without any, or with others, it is the trunk that is recognised. Everybody else is challenged.
     */
    void take(IncomingRequest invite) {
        Optional<Peer> peer = recognizer.get().flatMap(present -> present.recognize(invite));
        if (peer.isPresent() && !hasCredentials(invite.message())) {
            recognized(invite, peer.get());
            return;
        }
        Optional<RequestVerifier> present = verifier.get();
        if (present.isEmpty()) {
            Replies.later(invite, invite.response(503), RETRY_SECONDS);
            return;
        }
        switch (present.get().verify(invite)) {
            case Verdict.Refused refused -> {
                if (peer.isPresent()) recognized(invite, peer.get());
                else invite.respond(refused.response());
            }
            case Verdict.Verified verified -> {
                if (invite.begin()) verified(invite, verified.subscriber());
            }
        }
    }

    private static boolean hasCredentials(SIPRequest message) {
        return message.hasHeader(AuthorizationHeader.NAME) || message.hasHeader(ProxyAuthorizationHeader.NAME);
    }

    private void recognized(IncomingRequest invite, Peer peer) {
        if (!invite.begin()) return;
        var who = new SipChannel.Who(
                shown(peer.caller(), invite.message()),
                peer.dialled(),
                peer.context(),
                Optional.empty(),
                true,
                Optional.empty(),
                trust(invite.message(), peer.trusted()));
        checked(invite, who, MediaPolicy.of(peer), Optional.of(peer));
    }

    private void verified(IncomingRequest invite, Subscriber subscriber) {
        SIPRequest message = invite.message();
        boolean trusted = technology.phonesTrusted();
        Optional<Party> caller = Identity.caller(message, subscriber, trusted);
        if (caller.isEmpty()) {
            // his credentials are good for his own number only
            invite.respond(403);
            return;
        }
        Optional<Gruus.Device> device = device(message.getRequestURI());
        var who = new SipChannel.Who(
                shown(caller.get(), message),
                dialled(message.getRequestURI(), device),
                subscriber.context(),
                Optional.of(subscriber.address()),
                true,
                device.map(Gruus.Device::instance),
                trust(message, trusted));
        checked(invite, who, MediaPolicy.of(subscriber), Optional.empty());
    }

    private static Party shown(Party caller, SIPRequest message) {
        return Privacy.of(message).withheld() ? caller.withhold() : caller;
    }

    private static SipChannel.Trust trust(SIPRequest message, boolean trusted) {
        return trusted
                ? new SipChannel.Trust(true, Diversions.read(message, Privacy.of(message)))
                : SipChannel.Trust.NONE;
    }

    private void checked(IncomingRequest invite, SipChannel.Who who, MediaPolicy media, Optional<Peer> peer) {
        SIPRequest message = invite.message();
        if (SessionTimer.refusesTooBrief(
                invite, signalling.intervals().get(), signalling.identifiers().tag())) {
            LOG.debug(
                    "{} wants to be asked too often whether it is still there",
                    who.caller().number());
        } else if (Privacy.of(message).unmet()) {
            invite.respond(500); // RFC 3323 section 5
        } else if (Addresses.contact(message).isEmpty()) {
            invite.respond(400); // RFC 3261 section 8.1.1.8
        } else if (Replaces.in(message) && Replaces.of(message).isEmpty()) {
            invite.respond(400); // RFC 3891 section 3
        } else if (who.dialled().isEmpty()) {
            invite.respond(404);
        } else if (signalling.table().invite(InviteId.of(message)).isPresent()) {
            invite.respond(482); // RFC 3261 section 8.2.2.2: the same call by another way
        } else {
            begin(invite, who, dialog -> new Caller(who, peer, dialog, media));
        }
    }

    private void begin(IncomingRequest invite, SipChannel.Who who, Function<Dialog, Caller> caller) {
        try {
            described(
                    invite,
                    caller.apply(Dialog.of(invite, signalling.identifiers().tag())));
        } catch (IllegalArgumentException malformed) {
            LOG.debug("an INVITE of {} makes no dialog: {}", who.caller().number(), malformed.getMessage());
            invite.respond(400);
        }
    }

    /** Who calls whom, the other server that brings the call, if one does, the dialog, and what its media may be. */
    private record Caller(SipChannel.Who who, Optional<Peer> peer, Dialog dialog, MediaPolicy media) {}

    private void described(IncomingRequest invite, Caller caller) {
        switch (Body.of(invite.message())) {
            case Body.None _ -> admit(invite, caller, Optional.empty());
            case Body.Other _ -> Replies.unsupportedBody(invite, List.of("sdp"));
            case Body.Description description -> {
                switch (caller.media().permitted(RemoteSdp.offer(description.text()))) {
                    case RemoteSdp.Malformed _ -> invite.respond(400);
                    case RemoteSdp.Unacceptable(String why) ->
                        Replies.incompatible(invite, why, caller.dialog().localTag());
                    case RemoteSdp.Usable usable -> admit(invite, caller, Optional.of(usable));
                }
            }
        }
    }

    private void admit(IncomingRequest invite, Caller caller, Optional<RemoteSdp.Usable> offer) {
        @Nullable TechnologyPort port = technology.port();
        @Nullable MediaSessions sessions = technology.sessions();
        if (port == null || sessions == null) {
            Replies.later(invite, invite.response(503), RETRY_SECONDS);
        } else {
            Optional<Replaces> replaces = Replaces.of(invite.message());
            if (replaces.isEmpty()) admit(invite, caller, offer, sessions, port::offered);
            else replace(invite, replaces.get(), offer, made -> admit(invite, caller, offer, sessions, made));
        }
    }

    /** Brings an INVITE that asks for the place of a leg to that (RFC 3891 section 3). */
    private void replace(
            IncomingRequest invite,
            Replaces replaces,
            Optional<RemoteSdp.Usable> offer,
            Consumer<Consumer<Function<ChannelOwner, Channel>>> admit) {
        Optional<SipChannel> leg = signalling.table().dialog(replaces.id());
        if (leg.isEmpty()) invite.respond(481);
        else if (offer.isEmpty()) invite.respond(488); // what the other side uses can't be offered before it is asked
        else leg.get().replacedBy(invite, replaces, admit);
    }

    private void admit(
            IncomingRequest invite,
            Caller caller,
            Optional<RemoteSdp.Usable> offer,
            MediaSessions sessions,
            Consumer<Function<ChannelOwner, Channel>> calls) {
        if (!seized(caller)) {
            // without Retry-After, which would keep all calls of the peer away for a while
            Replies.refuse(invite, Cause.NO_CIRCUIT, caller.dialog().localTag());
        } else {
            open(invite, caller, offer, sessions, calls);
        }
    }

    private boolean seized(Caller caller) {
        PeerChannels channels = technology.peerChannels();
        return caller.peer().isEmpty()
                || channels.seize(
                        caller.peer().get().name(), caller.peer().get().channelsMax());
    }

    private void open(
            IncomingRequest invite,
            Caller caller,
            Optional<RemoteSdp.Usable> offer,
            MediaSessions sessions,
            Consumer<Function<ChannelOwner, Channel>> calls) {
        try {
            MediaSession media = caller.media().direct(offer) ? sessions.prepare() : sessions.open();
            calls.accept(owner -> channel(invite, caller, offer, media, owner));
        } catch (MediaUnavailableException full) {
            release(caller);
            LOG.warn("no media for a call of {}: {}", caller.who().caller().number(), full.getMessage());
            Replies.later(invite, invite.response(503), RETRY_SECONDS);
        }
    }

    private void release(Caller caller) {
        caller.peer().ifPresent(peer -> technology.peerChannels().release(peer.name()));
    }

    private SipChannel channel(
            IncomingRequest invite,
            Caller caller,
            Optional<RemoteSdp.Usable> offer,
            MediaSession media,
            ChannelOwner owner) {
        SipChannel.Who who = caller.who();
        String id = signalling.identifiers().channel(who.caller().number());
        var leg = new Leg(id, owner, media, signalling, caller.dialog(), NOTHING);
        leg.calledBy(caller.media());
        leg.digits().met(invite.message());
        caller.peer().ifPresent(peer -> leg.with(technology.link(peer.name()), () -> release(caller)));
        var channel = new SipChannel(
                leg, who, ownOffers -> new IncomingInvite(leg, invite, offer, who.contactUser(), ownOffers::offer));
        signalling.table().add(InviteId.of(invite.message()), leg.dialog().id());
        return channel;
    }

    private Optional<Gruus.Device> device(URI uri) {
        return uri instanceof SipUri sip ? technology.gruus().flatMap(gruus -> gruus.device(sip)) : Optional.empty();
    }

    private static String dialled(URI uri, Optional<Gruus.Device> device) {
        if (device.isPresent()) return device.get().user();
        // RFC 5627 section 5.4: one that isn't valid leads nowhere, not to the user
        if (uri instanceof SipUri sip && Gruus.isGruu(sip)) return "";
        return uri instanceof TelURL number ? number.getPhoneNumber() : Addresses.user(uri);
    }
}
