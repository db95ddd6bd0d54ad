package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.dialog.Requests;

/**
 * The subscription that a REFER makes (RFC 3515 section 2.4.4, RFC 6665): tells the peer how the transfer goes. What changes while
 * a NOTIFY is under way is told once, as it is by then; the last word waits for nothing. Ends with the dialog.
 */
final class Notifier {
    /** Longer than any phone rings; a transfer goes on without it. */
    private static final Duration LIFE = Duration.ofMinutes(3);

    private final Leg leg;
    private final String contactUser;
    private final String event;
    private final Timers.Pending expiry;
    private final long endsMillis;
    private @Nullable Fragment waiting;
    private boolean underWay;
    private boolean over;

    /** What is told: a status line, and why the subscription ends with it; empty when it goes on. */
    private record Fragment(String statusLine, String end) {}

    /** @param event the value of Event: {@code refer}, with an id when it isn't the first of the dialog */
    Notifier(Leg leg, String contactUser, String event) {
        this.leg = leg;
        this.contactUser = contactUser;
        this.event = event;
        this.endsMillis = System.nanoTime() / 1_000_000 + LIFE.toMillis();
        this.expiry = leg.after(LIFE, this::expired);
        leg.onCleared(this::end);
    }

    /** Tells that the transfer is under way, and has come to {@code statusLine}. */
    void tell(String statusLine) {
        tell(new Fragment(statusLine, ""));
    }

    /** Tells what came of the transfer. */
    void tellLast(String statusLine) {
        tell(new Fragment(statusLine, "noresource")); // RFC 3515 section 2.4.7
    }

    private void expired() {
        tell(new Fragment("SIP/2.0 100 Trying", "timeout"));
    }

    private void end() {
        over = true;
        waiting = null;
        expiry.cancel();
    }

    private void tell(Fragment fragment) {
        if (over) return;
        waiting = fragment;
        if (!underWay || !fragment.end().isEmpty()) next();
    }

    private void next() {
        Fragment fragment = waiting;
        if (over || fragment == null || leg.phase() != Leg.Phase.UP) return;
        waiting = null;
        if (!fragment.end().isEmpty()) end();
        send(fragment);
    }

    private void send(Fragment fragment) {
        underWay = true;
        Dialog dialog = leg.dialog().next();
        leg.dialog(dialog);
        SIPRequest notify = Requests.of(dialog, Request.NOTIFY);
        String transport = dialog.hop().transport();
        Headers.contact(notify, contactUser, leg.signalling().advertised(transport), transport);
        HeaderText.set(notify, "Event", event);
        HeaderText.set(notify, "Subscription-State", state(fragment));
        notify.setMessageContent(
                "message", "sipfrag;version=2.0", (fragment.statusLine() + "\r\n").getBytes(StandardCharsets.UTF_8));
        leg.signalling().transactions().send(notify, dialog.hop(), new Attempt());
    }

    private String state(Fragment fragment) {
        if (!fragment.end().isEmpty()) return "terminated;reason=" + fragment.end();
        long left = Math.max(0, endsMillis - System.nanoTime() / 1_000_000);
        return "active;expires=" + left / 1_000;
    }

    /** One NOTIFY on its way. */
    private final class Attempt implements SipResponseHandler {
        @Override
        public void received(SIPResponse response) {
            int status = response.getStatusCode();
            if (status >= 200) leg.post(() -> answered(status < 300));
        }

        @Override
        public void timedOut() {
            leg.post(() -> answered(false));
        }

        /** RFC 6665 section 4.2.2: a peer that doesn't take it, 481 above all, wants no more. */
        private void answered(boolean taken) {
            underWay = false;
            if (taken) next();
            else end();
        }
    }
}
