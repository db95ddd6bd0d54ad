package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import org.jspecify.annotations.Nullable;
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
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
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

    NewCalls(SipTechnology technology, Supplier<Optional<RequestVerifier>> verifier) {
        this.technology = technology;
        this.signalling = technology.signalling();
        this.verifier = verifier;
    }

    /** Takes an INVITE without a tag of ours. */
    void take(IncomingRequest invite) {
        Optional<RequestVerifier> present = verifier.get();
        if (present.isEmpty()) {
            Replies.later(invite, invite.response(503), RETRY_SECONDS);
            return;
        }
        switch (present.get().verify(invite)) {
            case Verdict.Refused refused -> invite.respond(refused.response());
            case Verdict.Verified verified -> {
                if (invite.begin()) verified(invite, verified.subscriber());
            }
        }
    }

    private void verified(IncomingRequest invite, Subscriber subscriber) {
        SIPRequest message = invite.message();
        Optional<Gruus.Device> device = device(message.getRequestURI());
        String dialled = dialled(message.getRequestURI(), device);
        Optional<SipUri> contact = Addresses.contact(message);
        if (!Addresses.user(message.getFrom().getAddress().getURI()).equals(subscriber.number())) {
            // his credentials are good for his own number only
            invite.respond(403);
        } else if (contact.isEmpty()) {
            invite.respond(400); // RFC 3261 section 8.1.1.8
        } else if (dialled.isEmpty()) {
            invite.respond(404);
        } else if (signalling.table().invite(InviteId.of(message)).isPresent()) {
            invite.respond(482); // RFC 3261 section 8.2.2.2: the same call by another way
        } else {
            begin(invite, subscriber, new Called(dialled, device.map(Gruus.Device::instance)), contact.get());
        }
    }

    /** Whom a caller wants, and on which device, when the URI says so. */
    private record Called(String number, Optional<String> device) {}

    private void begin(IncomingRequest invite, Subscriber subscriber, Called called, SipUri contact) {
        try {
            described(invite, new Caller(subscriber, called, Requests.checked(dialog(invite, contact))));
        } catch (IllegalArgumentException malformed) {
            LOG.debug("an INVITE of {} makes no dialog: {}", subscriber.number(), malformed.getMessage());
            invite.respond(400);
        }
    }

    /** Who calls whom, and the dialog with him. */
    private record Caller(Subscriber subscriber, Called called, Dialog dialog) {
        SipChannel.Who who() {
            return new SipChannel.Who(
                    new Party(subscriber.number(), subscriber.name()),
                    called.number(),
                    subscriber.context(),
                    Optional.of(subscriber.address()),
                    true,
                    called.device());
        }
    }

    private void described(IncomingRequest invite, Caller caller) {
        switch (Body.of(invite.message())) {
            case Body.None _ -> admit(invite, caller, Optional.empty());
            case Body.Other _ -> Replies.unsupportedBody(invite, List.of("sdp"));
            case Body.Description description -> {
                switch (RemoteSdp.offer(description.text())) {
                    case RemoteSdp.Malformed _ -> invite.respond(400);
                    case RemoteSdp.Unacceptable _ -> invite.respond(488);
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
            return;
        }
        try {
            MediaSession media = sessions.open();
            port.offered(owner -> channel(invite, caller, offer, media, owner));
        } catch (MediaUnavailableException full) {
            LOG.warn("no media for a call of {}: {}", caller.subscriber().number(), full.getMessage());
            Replies.later(invite, invite.response(503), RETRY_SECONDS);
        }
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
        var channel = new SipChannel(
                leg, who, ownOffers -> new IncomingInvite(leg, invite, offer, who.contactUser(), ownOffers::offer));
        signalling.table().add(InviteId.of(invite.message()), leg.dialog().id());
        return channel;
    }

    /** RFC 3261 section 12.1.1. */
    private Dialog dialog(IncomingRequest invite, SipUri contact) {
        SIPRequest message = invite.message();
        List<String> routes = Addresses.recordRoutes(message);
        String peer = message.getFromTag();
        return new Dialog(
                message.getCallId().getCallId(),
                signalling.identifiers().tag(),
                peer == null ? "" : peer,
                Addresses.text(message.getTo().getAddress()),
                Addresses.text(message.getFrom().getAddress()),
                0,
                message.getCSeq().getSeqNumber(),
                routes,
                contact.encode(),
                Hops.of(routes, contact, invite.hop()));
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
