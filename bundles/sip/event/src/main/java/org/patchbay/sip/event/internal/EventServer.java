package org.patchbay.sip.event.internal;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.channel.LocationService;
import org.patchbay.io.Timers;
import org.patchbay.sip.EventPackage;
import org.patchbay.sip.EventPackage.Ending;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.event.internal.Subscriptions.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves SUBSCRIBE for the event packages that are there; a NOTIFY is for nobody here, who never subscribes. */
@Component(
        service = SipRequestHandler.class,
        property = {SipRequestHandler.METHODS + "=SUBSCRIBE", SipRequestHandler.METHODS + "=NOTIFY"},
        configurationPid = EventConfig.PID)
@Designate(ocd = EventConfig.class)
public final class EventServer implements SipRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EventServer.class);

    private final Packages packages;
    private final Subscriptions subscriptions;
    private final NewSubscriptions begun;
    private volatile @Nullable RequestVerifier verifier;
    private volatile @Nullable Gruus gruus;
    private volatile @Nullable LocationService locations;

    @Activate
    public EventServer(@Reference SipTransactions transactions, @Reference Timers timers, EventConfig config) {
        this(transactions, timers, InstantSource.system(), Limits.of(config));
    }

    EventServer(SipTransactions transactions, Timers timers, InstantSource clock, Limits limits) {
        this.subscriptions = new Subscriptions(limits);
        this.packages = new Packages(
                timers, limits.patience(), name -> subscriptionsTo(name).forEach(one -> one.end("noresource")));
        var around = new Surroundings(transactions, timers, clock, packages, subscriptions);
        this.begun = new NewSubscriptions(
                around, new Resources(() -> Optional.ofNullable(gruus), () -> Optional.ofNullable(locations)));
    }

    /** Takes what verifies; when one version of it follows another, no SUBSCRIBE finds nobody in between. */
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setVerifier(RequestVerifier present) {
        verifier = present;
    }

    void unsetVerifier(RequestVerifier gone) {
        if (gone.equals(verifier)) verifier = null;
    }

    /** Takes what knows the URIs of single devices; subscriptions live on without. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setGruus(Gruus present) {
        gruus = present;
    }

    void unsetGruus(Gruus gone) {
        if (gone.equals(gruus)) gruus = null;
    }

    /** Takes what knows which devices are registered; subscriptions live on without. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setLocations(LocationService present) {
        locations = present;
    }

    void unsetLocations(LocationService gone) {
        if (gone.equals(locations)) locations = null;
    }

    /** Serves a package; who subscribed to one of that name before is told how things are now. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPackage(EventPackage added) {
        added.attach(new WatchersOf(added.name()));
        packages.add(added);
        subscriptionsTo(added.name()).forEach(Subscription::changed);
    }

    void removePackage(EventPackage gone) {
        // the version before it, if it is still there, may see things otherwise
        if (packages.remove(gone)) subscriptionsTo(gone.name()).forEach(Subscription::changed);
    }

    private Stream<Subscription> subscriptionsTo(String event) {
        return subscriptions.all().stream()
                .filter(subscription -> subscription.terms().event().name().equals(event));
    }

    /** The subscriptions to one package. */
    private final class WatchersOf implements EventPackage.Watchers {
        private final String event;

        WatchersOf(String event) {
            this.event = event;
        }

        @Override
        public void changed(String resource) {
            subscriptions.about(new Topic(event, resource)).forEach(Subscription::changed);
        }

        @Override
        public void end(String resource, Ending why) {
            subscriptions.about(new Topic(event, resource)).forEach(about -> about.end(Subscription.reason(why)));
        }

        @Override
        public int count(String resource) {
            return subscriptions.about(new Topic(event, resource)).size();
        }
    }

    @Override
    public void handle(IncomingRequest request) {
        var tag = request.message().getToTag();
        if (request.message().getMethod().equals("NOTIFY")) request.respond(481); // RFC 6665 section 4.1.3
        else if (tag != null) within(request, tag);
        else verified(request);
    }

    private void verified(IncomingRequest request) {
        var present = verifier;
        if (present == null) {
            Replies.later(request); // it is being replaced
            return;
        }
        switch (present.verify(request)) {
            case Verdict.Verified(var subscriber) -> begun.take(request, subscriber);
            case Verdict.Refused(var response, var failed) -> {
                failed.ifPresent(reason -> LOG.info("SUBSCRIBE from {} refused: {}", request.source(), reason));
                request.respond(response);
            }
        }
    }

    // the tag, which nobody can guess, tells that it is the phone that was verified
    private void within(IncomingRequest request, String tag) {
        var found = subscriptions
                .find(request.message().getCallId().getCallId(), tag)
                .filter(subscription -> subscription.takes(request));
        if (found.isPresent()) refresh(request, found.get());
        else request.respond(481); // RFC 6665 section 4.2.1.1
    }

    private void refresh(IncomingRequest request, Subscription subscription) {
        int asked = Headers.expires(request.message());
        var served = packages.find(subscription.terms().event().name());
        if (served.isEmpty() && asked != 0) {
            Replies.later(request);
            return;
        }
        int seconds = served.map(present -> Lifetimes.granted(present.lifetime(), asked))
                .orElse(0);
        if (seconds == Lifetimes.TOO_BRIEF)
            Replies.tooBrief(request, served.orElseThrow().lifetime());
        else if (request.begin()) subscription.refresh(request, seconds);
    }

    int size() {
        return subscriptions.all().size();
    }

    /** Ends all, and so that phones subscribe again at once, with the successor of this (RFC 6665 section 4.1.3). */
    @Deactivate
    void stop() {
        subscriptions.all().forEach(subscription -> subscription.end("deactivated"));
    }
}
