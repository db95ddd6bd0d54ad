package org.patchbay.sip.channel.internal;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.Channels;
import org.patchbay.channel.Channels.TechnologyPort;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.pbx.Directory;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.RequestAuthenticator;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.channel.internal.Disclosure.Receiver;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP as a technology of channels: calls out, the legs that live, and the way up to the calls. */
@Component(service = SipTechnology.class, configurationPid = ChannelConfig.PID)
@Designate(ocd = ChannelConfig.class)
public final class SipTechnology implements ChannelTechnology {
    private static final Logger LOG = LoggerFactory.getLogger(SipTechnology.class);
    private static final long STOP_MILLIS = 400;

    private final Signalling signalling;
    private final Runnable closeTimers;
    private final AtomicReference<SessionIntervals> intervals;
    private volatile @Nullable Attached attached;
    private volatile boolean phonesTrusted;
    private final PeerChannels peerChannels = new PeerChannels();
    private volatile @Nullable MediaSessions sessions;
    private volatile @Nullable Gruus gruus;
    private volatile @Nullable RequestAuthenticator authenticator;
    private volatile @Nullable Directory directory;
    private final DirectMedia beside = new DirectMedia(() -> Optional.ofNullable(directory));

    /** The calls' side, and the way there. */
    private record Attached(Channels channels, TechnologyPort port) {}

    /** Called by the framework. */
    @Activate
    public SipTechnology(@Reference SipTransactions transactions, ChannelConfig config) {
        this(transactions, new SchedulerTimers(), new AtomicReference<>(SessionIntervals.of(config)));
        phonesTrusted = config.phones_trusted();
    }

    private SipTechnology(
            SipTransactions transactions, SchedulerTimers timers, AtomicReference<SessionIntervals> intervals) {
        this(
                new Signalling(
                        transactions,
                        new LegTable(),
                        timers,
                        Timing.STANDARD,
                        new Identifiers(),
                        intervals::get,
                        new PlainKeys()),
                timers::close,
                intervals);
    }

    SipTechnology(Signalling signalling, Runnable closeTimers) {
        this(signalling, closeTimers, new AtomicReference<>(SessionIntervals.STANDARD));
    }

    private SipTechnology(Signalling signalling, Runnable closeTimers, AtomicReference<SessionIntervals> intervals) {
        this.signalling = signalling;
        this.closeTimers = closeTimers;
        this.intervals = intervals;
    }

    /** Takes new settings, for calls to come; made anew, the component would clear those that are up. */
    @Modified
    void modified(ChannelConfig config) {
        try {
            intervals.set(SessionIntervals.of(config));
            phonesTrusted = config.phones_trusted();
        } catch (IllegalArgumentException wrong) {
            LOG.warn("etc/{}.config: {}; what was set before stays", ChannelConfig.PID, wrong.getMessage());
        }
    }

    /** Attaches to the calls; while there are none, new calls are put off with 503. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setChannels(Channels channels) {
        attached = new Attached(channels, channels.attach(this));
    }

    /** Detaches from calls that go away. */
    public void unsetChannels(Channels channels) {
        Attached left = attached;
        if (left == null || left.channels() != channels) return; // replaced already
        attached = null;
        left.port().close();
    }

    /** Takes what opens media; while there is none, new calls are put off with 503. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setMediaSessions(MediaSessions present) {
        sessions = present;
    }

    /** Forgets what opens media. */
    public void unsetMediaSessions(MediaSessions gone) {
        if (gone.equals(sessions)) sessions = null;
    }

    /** Takes what knows the URIs of single devices; while there is none, nobody is found by one. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setGruus(Gruus present) {
        gruus = present;
    }

    /** Forgets it. */
    public void unsetGruus(Gruus gone) {
        if (gone.equals(gruus)) gruus = null;
    }

    Optional<Gruus> gruus() {
        return Optional.ofNullable(gruus);
    }

    /** Takes what knows the users; while there is none, all media of those that are called comes to us. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setDirectory(Directory present) {
        directory = present;
    }

    /** Forgets it. */
    public void unsetDirectory(Directory gone) {
        if (gone.equals(directory)) directory = null;
    }

    /** Takes what answers the challenges of other servers; while there is none, their refusal is the answer. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setAuthenticator(RequestAuthenticator present) {
        authenticator = present;
    }

    /** Forgets what answers challenges. */
    public void unsetAuthenticator(RequestAuthenticator gone) {
        if (gone.equals(authenticator)) authenticator = null;
    }

    /** Returns the link of a leg that the peer of that name began. */
    PeerLink link(String peer) {
        return new PeerLink(peer, () -> Optional.ofNullable(authenticator), List.of());
    }

    /** Tells whether phones are told, and believed, who others are. */
    boolean phonesTrusted() {
        return phonesTrusted;
    }

    PeerChannels peerChannels() {
        return peerChannels;
    }

    Signalling signalling() {
        return signalling;
    }

    @Nullable
    TechnologyPort port() {
        Attached present = attached;
        return present == null ? null : present.port();
    }

    @Nullable
    MediaSessions sessions() {
        return sessions;
    }

    @Override
    public String scheme() {
        return SipContact.SCHEME;
    }

    @Override
    public Channel originate(Binding to, Party caller, String dialled, MediaFormat offer, ChannelOwner owner) {
        return originate(to, new Origin(caller, List.of()), dialled, offer, owner);
    }

    @Override
    public Channel originate(Binding to, Origin origin, String dialled, MediaFormat offer, ChannelOwner owner) {
        return originate(to, origin, dialled, offer, MediaSessions::open, owner);
    }

    @Override
    public Channel originate(
            Binding to, Origin origin, String dialled, MediaFormat offer, MediaSession caller, ChannelOwner owner) {
        return originate(to, origin, dialled, offer, beside.opening(to, dialled, caller), owner);
    }

    private Channel originate(
            Binding to,
            Origin origin,
            String dialled,
            MediaFormat offer,
            Function<MediaSessions, MediaSession> opening,
            ChannelOwner owner) {
        MediaSessions present = sessions;
        if (present == null) throw new MediaUnavailableException("the media module is away");
        SipContact contact =
                SipContact.of(to).orElseThrow(() -> new IllegalArgumentException("not a SIP contact: " + to));
        Optional<PeerRoute> route = PeerRoute.of(to);
        route.ifPresent(this::seize);
        try {
            Party shown = route.map(peer -> peer.shown(origin.caller())).orElse(origin.caller());
            Disclosure disclosure = route.map(peer -> disclosure(origin, dialled, peer))
                    .orElseGet(() -> disclosure(origin, dialled, contact));
            var who = who(shown, dialled, disclosure);
            String id = signalling.identifiers().channel(dialled);
            Dialog dialog = route.map(peer -> dialog(contact, peer, shown, dialled))
                    .orElseGet(() -> dialog(contact, shown, dialled));
            Signalling by = origin.transferor()
                    .map(transferor -> ReferredTransactions.of(signalling, to, transferor))
                    .orElse(signalling);
            var leg = new Leg(id, owner, opening.apply(present), by, dialog, offer);
            leg.calls(beside.policy(to, dialled));
            route.ifPresent(peer -> leg.with(link(peer), () -> peerChannels.release(peer.peer())));
            return new SipChannel(leg, who, _ -> new OutgoingInvite(leg, offer, who.contactUser(), disclosure));
        } catch (MediaUnavailableException full) {
            route.ifPresent(peer -> peerChannels.release(peer.peer()));
            throw full;
        }
    }

    private void seize(PeerRoute route) {
        if (peerChannels.seize(route.peer(), route.channelsMax())) return;
        throw new MediaUnavailableException("all channels of the trunk " + route.peer() + " are in use");
    }

    private PeerLink link(PeerRoute route) {
        return new PeerLink(route.peer(), () -> Optional.ofNullable(authenticator), route.hops());
    }

    private static SipChannel.Who who(Party shown, String dialled, Disclosure disclosure) {
        return new SipChannel.Who(
                shown.withheld() ? Identity.ANONYMOUS : shown,
                dialled,
                "",
                Optional.empty(),
                false,
                Optional.empty(),
                new SipChannel.Trust(disclosure.trusted(), List.of()));
    }

    private static Disclosure disclosure(Origin origin, String dialled, PeerRoute route) {
        Receiver known = route.diversion() ? Receiver.TRUSTED_WITH_DIVERSION : Receiver.TRUSTED;
        return new Disclosure(origin, dialled, route.fromDomain(), route.trusted() ? known : Receiver.PEER);
    }

    private Disclosure disclosure(Origin origin, String dialled, SipContact contact) {
        String domain = Addresses.host(signalling.advertised(contact.hop().transport()));
        return new Disclosure(origin, dialled, domain, phonesTrusted ? Receiver.TRUSTED : Receiver.PHONE);
    }

    /** Returns the dialog with another server, which knows us and the called side by its own domain. */
    private Dialog dialog(SipContact contact, PeerRoute route, Party shown, String dialled) {
        return Dialog.begun(
                signalling.identifiers().dialog(),
                Identity.address(shown, route.fromDomain()),
                Addresses.addressText(new Party(dialled, ""), route.fromDomain()),
                new Dialog.Way(route.routes(), contact.uri(), route.hops().getFirst()));
    }

    /** Returns the dialog as our INVITE begins it; the first response completes it. */
    private Dialog dialog(SipContact contact, Party caller, String dialled) {
        Hop hop = contact.hop();
        InetSocketAddress us = signalling.advertised(hop.transport());
        return Dialog.begun(
                signalling.identifiers().dialog(),
                Identity.address(caller, Addresses.host(us)),
                Addresses.addressText(new Party(dialled, ""), us),
                new Dialog.Way(contact.path(), contact.uri(), hop)); // RFC 3327 section 5.4
    }

    /** Clears what is up: a dialog can't outlive this bundle yet. No port stays open, whatever a call's owner does. */
    @Deactivate
    public void stop() {
        Attached left = attached;
        attached = null;
        if (left != null) left.port().close();
        Collection<SipChannel> legs = signalling.table().all();
        var told = new CountDownLatch(legs.size());
        legs.forEach(leg -> leg.shutDown(told::countDown));
        try {
            if (!told.await(STOP_MILLIS, TimeUnit.MILLISECONDS))
                LOG.warn("{} legs were not told in time", told.getCount());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        legs.forEach(leg -> leg.media().close());
        closeTimers.run();
    }
}
