package org.patchbay.sip.event.internal;

import java.util.List;
import java.util.Map;
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
    private final AtomicInteger underWay = new AtomicInteger();
    private final MessageHandlers handlers = new MessageHandlers();
    private volatile @Nullable RequestVerifier verifier;
    private volatile @Nullable LocationService locations;
    private volatile @Nullable Gruus gruus;

    @Activate
    public MessageRelay(@Reference SipTransactions transactions) {
        this.transactions = transactions;
    }

    /** Takes what verifies; while there is none, messages are refused for the moment. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setVerifier(RequestVerifier present) {
        verifier = present;
    }

    void unsetVerifier(RequestVerifier gone) {
        if (gone.equals(verifier)) verifier = null;
    }

    /** Takes what knows where users are; while there is none, messages are refused for the moment. */
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
        handlers.add(handler, properties);
    }

    void removeHandler(MessageHandler handler) {
        handlers.remove(handler);
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
            var known = locations;
            if (known == null) Replies.later(request);
            else direct(request, sender, Receiver.of(message.getRequestURI(), gruus), known);
        }
    }

    private void direct(IncomingRequest request, Subscriber sender, Receiver receiver, LocationService known) {
        switch (receiver) {
            case Receiver.Nobody() -> request.respond(404);
            case Receiver.NotKnownNow() -> Replies.later(request);
            case Receiver.Everywhere(var number) when number.isEmpty() -> request.respond(404);
            case Receiver.Everywhere(var number) -> {
                if (request.begin()) everywhere(request, sender, address(number, sender), known);
            }
            case Receiver.OneDevice device -> {
                if (request.begin()) one(request, sender, device, known);
            }
        }
    }

    private static AddressOfRecord address(String number, Subscriber sender) {
        return new AddressOfRecord(number, sender.address().realm());
    }

    private void everywhere(
            IncomingRequest request, Subscriber sender, AddressOfRecord receiver, LocationService known) {
        var bindings = known.lookup(receiver);
        if (Devices.of(bindings).isEmpty()) request.respond(taken(request, sender, receiver) ? 202 : 480);
        else deliver(request, sender, bindings);
    }

    // nobody takes it in its place: it isn't for the user (RFC 5627 section 5.4)
    private void one(IncomingRequest request, Subscriber sender, Receiver.OneDevice device, LocationService known) {
        var bindings = device.of(known.lookup(address(device.number(), sender)));
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
        return handlers.take(message);
    }
}
