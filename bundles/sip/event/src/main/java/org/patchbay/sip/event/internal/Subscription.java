package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Timers.Timeout;
import org.patchbay.sip.EventPackage;
import org.patchbay.sip.EventPackage.Document;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.dialog.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription, as its notifier sees it (RFC 6665 section 4.2). At most one NOTIFY is under way; what changes
 * meanwhile, or sooner than the interval allows, is told once, as it is by then. Its state is touched by its mailbox only.
 */
final class Subscription implements SipResponseHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final long MAX_PAUSE_SECONDS = 300;

    private final Terms terms;
    private final Dialog.Id id;
    private final String remoteTag;
    private final Surroundings around;
    private final Mailbox mailbox = new Mailbox();
    private Dialog dialog;
    private int version;
    private long endsMillis;
    private long nextMillis;
    private boolean underWay;
    private boolean stale;
    private boolean ended;
    private @Nullable Timeout expiry;
    private @Nullable Timeout pause;

    Subscription(Terms terms, Dialog dialog, Surroundings around) {
        this.terms = terms;
        this.id = dialog.id();
        this.remoteTag = dialog.remoteTag();
        this.dialog = dialog;
        this.around = around;
    }

    Terms terms() {
        return terms;
    }

    Dialog.Id id() {
        return id;
    }

    /** Tells whether {@code request} belongs here: to this dialog, and to this subscription in it (RFC 6665 section 4.1.2.2). */
    boolean takes(IncomingRequest request) {
        return remoteTag.equals(request.message().getFromTag())
                && Headers.event(request.message()).equals(Optional.of(terms.event()));
    }

    /** Answers the SUBSCRIBE that begins it, and tells how things are (RFC 6665 section 4.2.1.2: at once). */
    void begin(IncomingRequest subscribe, int seconds) {
        mailbox.post(() -> granted(subscribe, seconds));
    }

    /** Takes a further SUBSCRIBE. */
    void refresh(IncomingRequest subscribe, int seconds) {
        mailbox.post(() -> {
            boolean late = subscribe.message().getCSeq().getSeqNumber() <= dialog.remoteSequence();
            if (ended) subscribe.respond(481);
            else if (late) subscribe.respond(500); // RFC 3261 section 12.2.2
            else moved(subscribe, seconds);
        });
    }

    private void moved(IncomingRequest subscribe, int seconds) {
        try {
            var message = subscribe.message();
            var contact = Addresses.contact(message).orElseGet(() -> Addresses.uri(dialog.target()));
            dialog = dialog.received(message.getCSeq().getSeqNumber()).at(contact, subscribe.hop());
        } catch (IllegalArgumentException unusable) {
            subscribe.respond(400);
            return;
        }
        granted(subscribe, seconds);
    }

    private void granted(IncomingRequest subscribe, int seconds) {
        var response = subscribe.response(SIPResponse.OK);
        response.setToTag(dialog.localTag());
        HeaderText.set(response, "Contact", contact());
        HeaderText.set(response, "Expires", Integer.toString(seconds));
        subscribe.respond(response);
        if (seconds == 0) {
            end("timeout", true); // RFC 6665 sections 4.2.1.4 and 4.4.3
            return;
        }
        endsMillis = now() + seconds * 1000L;
        cancel(expiry);
        expiry = after(seconds * 1000L, () -> end("timeout", true));
        nextMillis = now();
        tell();
    }

    /** Says that there is something new. */
    void changed() {
        mailbox.post(this::tell);
    }

    /** Ends it for {@code reason} (RFC 6665 section 4.1.3), which the phone is told. */
    void end(String reason) {
        mailbox.post(() -> end(reason, false));
    }

    private void tell() {
        if (ended) return;
        stale = true;
        if (underWay) return; // when that is answered
        cancel(pause);
        long wait = nextMillis - now();
        if (wait > 0) pause = after(wait, this::tell);
        else if (around.packages().find(terms.event().name()).isPresent()) sendState();
    }

    private void sendState() {
        long seconds = Math.max(1, (endsMillis - now() + 999) / 1000);
        stale = false;
        underWay = true;
        nextMillis = now() + around.subscriptions().limits().interval().toMillis();
        try {
            send("active;expires=" + seconds, document());
        } catch (RuntimeException failed) {
            LOG.error("{}: no document of {}", terms.event(), terms.resource(), failed);
            end("giveup;retry-after=60", false);
        }
    }

    private Optional<Document> document() {
        return around.packages()
                .find(terms.event().name())
                .flatMap(present -> present.document(terms.resource(), terms.contentType(), version++));
    }

    private void end(String reason, boolean tellState) {
        if (ended) return;
        drop();
        try {
            send("terminated;reason=" + reason, tellState ? document() : Optional.empty());
        } catch (RuntimeException failed) {
            LOG.warn("{}: the end of a subscription wasn't told: {}", terms.event(), failed.toString());
        }
    }

    private void drop() {
        ended = true;
        cancel(expiry);
        cancel(pause);
        around.subscriptions().remove(this);
    }

    private void send(String state, Optional<Document> document) {
        dialog = dialog.next();
        var notify = Requests.of(dialog, "NOTIFY");
        HeaderText.set(notify, "Event", terms.event().toString());
        HeaderText.set(notify, "Subscription-State", state);
        HeaderText.set(notify, "Contact", contact());
        document.ifPresent(content -> {
            var type = content.contentType().split("/", 2);
            notify.setMessageContent(type[0], type.length > 1 ? type[1] : "plain", content.body());
        });
        around.transactions().send(notify, dialog.hop(), this);
    }

    private String contact() {
        var user = Addresses.user(Addresses.uriOf(dialog.localAddress()));
        var hop = dialog.hop();
        var us = around.transactions().advertised(hop);
        return '<' + Addresses.uriText(user.isEmpty() ? "events" : user, us, hop.transport()) + '>';
    }

    @Override
    public void received(SIPResponse response) {
        if (response.getStatusCode() >= 200) mailbox.post(() -> answered(response));
    }

    @Override
    public void timedOut() {
        mailbox.post(this::failed);
    }

    private void answered(SIPResponse response) {
        if (ended) return;
        var retry = HeaderText.first(response, "Retry-After").flatMap(Subscription::seconds);
        boolean refused = response.getStatusCode() >= 300;
        // RFC 6665 section 4.2.2: whoever doesn't want it has ended it, unless he says when to try again
        if (refused && (retry.isEmpty() || response.getStatusCode() == 481)) {
            failed();
            return;
        }
        underWay = false;
        if (refused) nextMillis = now() + 1000 * Math.min(retry.get(), MAX_PAUSE_SECONDS);
        if (refused || stale) tell();
    }

    private void failed() {
        if (!ended) drop();
    }

    private static Optional<Long> seconds(String text) {
        var digits = text.replaceFirst("[^0-9].*", "");
        return digits.isEmpty() || digits.length() > 9 ? Optional.empty() : Optional.of(Long.parseLong(digits));
    }

    private long now() {
        return around.clock().millis();
    }

    private Timeout after(long millis, Runnable task) {
        return around.timers().after(millis, id.callId(), () -> mailbox.post(task));
    }

    private static void cancel(@Nullable Timeout timeout) {
        if (timeout != null) timeout.cancel();
    }

    /** Tells how an end that a package wants is said. */
    static String reason(EventPackage.Ending why) {
        return switch (why) {
            case NO_RESOURCE -> "noresource";
            case REJECTED -> "rejected";
            case DEACTIVATED -> "deactivated";
        };
    }
}
