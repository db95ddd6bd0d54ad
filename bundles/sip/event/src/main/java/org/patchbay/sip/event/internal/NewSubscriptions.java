package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.function.Consumer;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.EventPackage;
import org.patchbay.sip.EventPackage.Admission;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes subscriptions of the SUBSCRIBEs that begin one, and refuses those that can't (RFC 6665 section 4.2.1.1). */
final class NewSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(NewSubscriptions.class);

    private final Surroundings around;
    private final Resources resources;
    private final Tokens tokens = new Tokens();

    NewSubscriptions(Surroundings around, Resources resources) {
        this.around = around;
        this.resources = resources;
    }

    /** Takes a SUBSCRIBE of {@code subscriber}, whose identity is verified. */
    void take(IncomingRequest subscribe, Subscriber subscriber) {
        var message = subscribe.message();
        var event = Headers.event(message);
        var served = event.flatMap(wanted -> around.packages().find(wanted.name()));
        if (!Addresses.user(message.getFrom().getAddress().getURI()).equals(subscriber.number())) {
            subscribe.respond(403); // the credentials are good for their own number only
        } else if (event.isPresent() && around.packages().away(event.get().name())) {
            Replies.later(subscribe);
        } else if (served.isEmpty()) {
            Replies.badEvent(subscribe, around.packages());
        } else {
            admit(subscribe, subscriber, event.get(), served.get());
        }
    }

    private void admit(IncomingRequest subscribe, Subscriber subscriber, Headers.Event event, EventPackage served) {
        SIPRequest message = subscribe.message();
        var type = Headers.accepted(message, served.contentTypes());
        if (type.isEmpty()) {
            subscribe.respond(406);
            return;
        }
        switch (resources.find(message.getRequestURI(), subscriber.address().realm())) {
            case Resources.Found.Number(var number) ->
                admitted(
                        subscribe,
                        served.admit(subscriber, number),
                        resource ->
                                grant(subscribe, new Terms(event, subscriber.address(), resource, type.get()), served));
            case Resources.Found.Nothing(var status) -> subscribe.respond(status);
            case Resources.Found.NotKnownNow() -> Replies.later(subscribe);
        }
    }

    private static void admitted(IncomingRequest subscribe, Admission admission, Consumer<String> granted) {
        switch (admission) {
            case Admission.Forbidden() -> subscribe.respond(403);
            case Admission.Unknown() -> subscribe.respond(404);
            case Admission.Granted(var resource) -> granted.accept(resource);
        }
    }

    private void grant(IncomingRequest subscribe, Terms terms, EventPackage served) {
        int seconds = Lifetimes.granted(served.lifetime(), Headers.expires(subscribe.message()));
        if (seconds == Lifetimes.TOO_BRIEF) {
            Replies.tooBrief(subscribe, served.lifetime());
            return;
        }
        switch (around.subscriptions().reserve(terms.subscriber())) {
            case FULL -> Replies.later(subscribe);
            case USER_FULL -> Replies.tooMany(subscribe);
            case FREE -> begin(subscribe, terms, seconds);
        }
    }

    private void begin(IncomingRequest subscribe, Terms terms, int seconds) {
        try {
            var subscription = new Subscription(terms, Dialog.of(subscribe, tokens.tag()), around);
            if (!subscribe.begin()) {
                around.subscriptions().release(terms.subscriber()); // a retransmission
                return;
            }
            around.subscriptions().add(subscription);
            subscription.begin(subscribe, seconds);
        } catch (IllegalArgumentException malformed) {
            LOG.debug("a SUBSCRIBE of {} makes no dialog: {}", terms.subscriber(), malformed.getMessage());
            around.subscriptions().release(terms.subscriber());
            subscribe.respond(400);
        }
    }
}
