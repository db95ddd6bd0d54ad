package org.patchbay.sip.event.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.MessageHandler;
import org.patchbay.sip.MessageHandler.Message;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.HeaderText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes messages between users on (RFC 3428): to the devices of the receiver, or to whoever takes them in his place. */
@Component(service = SipRequestHandler.class, property = SipRequestHandler.METHODS + "=MESSAGE")
public final class MessageRelay implements SipRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRelay.class);
    private static final int MAX_UNDER_WAY = 1000;

    private final SipTransactions transactions;
    private final LocationService locations;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<MessageHandler, Rank> ranks = new ConcurrentHashMap<>();
    private volatile List<MessageHandler> handlers = List.of();
    private volatile @Nullable RequestVerifier verifier;
    private volatile @Nullable Gruus gruus;

    @Activate
    public MessageRelay(@Reference SipTransactions transactions, @Reference LocationService locations) {
        this.transactions = transactions;
        this.locations = locations;
    }

    /** Takes what verifies; when one version of it follows another, no MESSAGE finds nobody in between. */
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setVerifier(RequestVerifier present) {
        verifier = present;
    }

    void unsetVerifier(RequestVerifier gone) {
        if (gone.equals(verifier)) verifier = null;
    }

    /** Takes what knows the URIs of single devices. */
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

    /** Takes who takes messages for users without a device. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(MessageHandler handler, Map<String, Object> properties) {
        ranks.put(handler, Rank.of(properties));
        order();
    }

    void removeHandler(MessageHandler handler) {
        ranks.remove(handler);
        order();
    }

    /** Of one ranking the newest comes first, so that a version that drains leaves messages to its successor. */
    private record Rank(int ranking, long service) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::ranking)
                .thenComparingLong(Rank::service)
                .reversed();

        static Rank of(Map<String, Object> properties) {
            return new Rank(
                    properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
                    properties.get("service.id") instanceof Long id ? id : 0);
        }

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    private synchronized void order() {
        handlers = ranks.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void handle(IncomingRequest request) {
        var present = verifier;
        if (request.message().getToTag() != null) {
            request.respond(481); // RFC 3428 section 4: nobody has a dialog for messages
        } else if (present == null) {
            Replies.later(request); // it is being replaced
        } else {
            switch (present.verify(request)) {
                case Verdict.Verified(var subscriber) -> verified(request, subscriber);
                case Verdict.Refused(var response, var failed) -> {
                    failed.ifPresent(reason -> LOG.info("MESSAGE from {} refused: {}", request.source(), reason));
                    request.respond(response);
                }
            }
        }
    }

    private void verified(IncomingRequest request, Subscriber sender) {
        var message = request.message();
        boolean body = message.getRawContent() != null && message.getRawContent().length > 0;
        if (!Addresses.user(message.getFrom().getAddress().getURI()).equals(sender.number())) {
            request.respond(403); // the credentials are good for their own number only
        } else if (body && message.getContentTypeHeader() == null) {
            request.respond(400); // RFC 3261 section 20.15
        } else {
            direct(request, sender, Receiver.of(message.getRequestURI(), gruus));
        }
    }

    private void direct(IncomingRequest request, Subscriber sender, Receiver receiver) {
        switch (receiver) {
            case Receiver.Nobody() -> request.respond(404);
            case Receiver.NotKnownNow() -> Replies.later(request);
            case Receiver.Everywhere(var number) when number.isEmpty() -> request.respond(404);
            case Receiver.Everywhere(var number) -> {
                if (request.begin()) everywhere(request, sender, address(number, sender));
            }
            case Receiver.OneDevice device -> {
                if (request.begin()) one(request, sender, device);
            }
        }
    }

    private static AddressOfRecord address(String number, Subscriber sender) {
        return new AddressOfRecord(number, sender.address().realm());
    }

    private void everywhere(IncomingRequest request, Subscriber sender, AddressOfRecord receiver) {
        var bindings = locations.lookup(receiver);
        if (Devices.of(bindings).isEmpty()) request.respond(taken(request, sender, receiver) ? 202 : 480);
        else deliver(request, sender, bindings);
    }

    // nobody takes it in its place: it isn't for the user (RFC 5627 section 5.4)
    private void one(IncomingRequest request, Subscriber sender, Receiver.OneDevice device) {
        var bindings = device.of(locations.lookup(address(device.number(), sender)));
        if (Devices.of(bindings).isEmpty()) request.respond(480);
        else deliver(request, sender, bindings);
    }

    private void deliver(IncomingRequest request, Subscriber sender, List<Binding> bindings) {
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            Replies.later(request);
        } else {
            var message = new RelayedMessage(request.message(), sender.name());
            new Relay(request, message, transactions, underWay::decrementAndGet).start(Devices.of(bindings));
        }
    }

    private boolean taken(IncomingRequest request, Subscriber sender, AddressOfRecord receiver) {
        var body = request.message().getRawContent();
        var type = HeaderText.first(request.message(), "Content-Type").orElse("text/plain");
        var message = new Message(sender, receiver, type, body == null ? new byte[0] : body);
        return handlers.stream().anyMatch(handler -> takes(handler, message));
    }

    private static boolean takes(MessageHandler handler, Message message) {
        try {
            return handler.take(message);
        } catch (RuntimeException failed) {
            LOG.error("a handler of messages failed", failed);
            return false;
        }
    }
}
