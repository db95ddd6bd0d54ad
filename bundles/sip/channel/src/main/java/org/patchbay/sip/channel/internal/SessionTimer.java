package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Request;
import org.patchbay.channel.Cause;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.channel.internal.SessionHeaders.Refresher;
import org.patchbay.sip.dialog.Requests;

/**
 * Ends a leg whose peer is no longer there (RFC 4028): one side refreshes the session at half its interval, and when no refresh
 * comes the other side clears. Each leg of a call has its own. Touched within tasks of the leg's owner only.
 */
final class SessionTimer {
    private static final Duration MOST_MARGIN = Duration.ofSeconds(32);
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final Leg leg;
    private final SessionIntervals settings;
    private final String contactUser;
    private Duration minimum;
    private boolean peerUpdates;
    private Optional<Duration> interval = Optional.empty();
    private Runnable reinvite = () -> {};
    private Timers.Pending refresh = () -> {};
    private Timers.Pending expiry = () -> {};

    SessionTimer(Leg leg, SessionIntervals settings, String contactUser) {
        this.leg = leg;
        this.contactUser = contactUser;
        this.settings = settings;
        this.minimum = settings.minimum();
    }

    /** Says how the session is refreshed with a peer that doesn't take UPDATE. */
    void refreshesBy(Runnable sendReinvite) {
        reinvite = sendReinvite;
    }

    // ---- as the one who is asked (section 9)

    /** Answers 422 to a request that asks for less than the minimum (section 9); false when it doesn't. */
    static boolean refusesTooBrief(IncomingRequest request, SessionIntervals settings, String tag) {
        boolean tooBrief = settings.on()
                && SessionHeaders.expires(request.message())
                        .filter(asked -> asked.compareTo(settings.minimum()) < 0)
                        .isPresent();
        if (!tooBrief) return false;
        SIPResponse response = Replies.of(request, 422, tag);
        SessionHeaders.minimum(response, settings.minimum());
        request.respond(response);
        return true;
    }

    /** Puts into {@code ok}, the 2xx to {@code request}, what the session's interval is, and begins to watch it. */
    void grant(SIPRequest request, SIPResponse ok) {
        note(request);
        boolean peer = SessionHeaders.supportsTimer(request);
        if (!settings.on() || !peer && SessionHeaders.expires(request).isEmpty()) {
            stop();
            return;
        }
        Duration asked = SessionHeaders.expires(request).orElse(settings.expires());
        Duration floor = SessionHeaders.minimum(request).orElse(settings.minimum());
        Duration granted = SessionIntervals.sane(floor.compareTo(asked) > 0 ? floor : asked);
        // section 9: who doesn't know of timers can't be the one to refresh; else the peer's choice, and if it has
        // none, the peer
        Refresher refresher = peer ? SessionHeaders.refresher(request).orElse(Refresher.UAC) : Refresher.UAS;
        SessionHeaders.supportTimer(ok);
        SessionHeaders.expires(ok, granted, Optional.of(refresher));
        if (refresher == Refresher.UAC) SessionHeaders.requireTimer(ok);
        begin(granted, refresher == Refresher.UAS);
    }

    // ---- as the one who asks (section 7)

    /** Puts into a request of ours what interval we want. */
    void ask(SIPRequest request) {
        if (!settings.on()) return;
        SessionHeaders.supportTimer(request);
        Duration wanted = interval.orElse(settings.expires());
        Optional<Refresher> refresher = interval.isPresent() ? Optional.of(Refresher.UAC) : Optional.empty();
        SessionHeaders.expires(request, wanted.compareTo(minimum) < 0 ? minimum : wanted, refresher);
        if (!minimum.equals(settings.minimum())) SessionHeaders.minimum(request, minimum);
    }

    /** Takes the 2xx to a request that has asked. */
    void granted(SIPResponse ok) {
        note(ok);
        Optional<Duration> granted = SessionHeaders.expires(ok);
        if (!settings.on() || granted.isEmpty()) {
            stop(); // section 7.2: the session doesn't expire
            return;
        }
        begin(
                SessionIntervals.sane(granted.get()),
                SessionHeaders.refresher(ok).orElse(Refresher.UAC) == Refresher.UAC);
    }

    /** Takes a 422; returns whether to ask again with what that wants (section 7.4). */
    boolean raised(SIPResponse tooSmall) {
        Optional<Duration> wanted = SessionHeaders.minimum(tooSmall).filter(least -> least.compareTo(minimum) > 0);
        wanted.ifPresent(least -> minimum = least);
        return wanted.isPresent();
    }

    private void note(SIPMessage message) {
        if (message.getHeader("Allow") != null) peerUpdates = SessionHeaders.allows(message, Request.UPDATE);
    }

    // ---- while the session lasts

    private void begin(Duration length, boolean ours) {
        stop();
        if (leg.phase() == Leg.Phase.CLEARED) return;
        interval = Optional.of(length);
        if (ours) refresh = leg.after(length.dividedBy(2), this::refresh); // section 7.4: at half of it
        // section 10: min(32 s, a third) before the end, by whoever doesn't refresh; we do so too when our refreshes
        // fail
        Duration third = length.dividedBy(3);
        expiry = leg.after(
                length.minus(third.compareTo(MOST_MARGIN) < 0 ? third : MOST_MARGIN),
                () -> leg.fail(Cause.TIMER_EXPIRED));
    }

    private void refresh() {
        if (leg.phase() != Leg.Phase.UP) return;
        if (!peerUpdates) {
            reinvite.run();
            return;
        }
        leg.dialog(leg.dialog().next());
        SIPRequest update = Requests.of(leg.dialog(), Request.UPDATE);
        String transport = leg.dialog().hop().transport();
        Headers.contact(update, contactUser, leg.signalling().advertised(transport), transport);
        ask(update);
        leg.signalling().transactions().send(update, leg.dialog().hop(), new Refresh());
    }

    /** An UPDATE on its way. */
    private final class Refresh implements SipResponseHandler {
        @Override
        public void received(SIPResponse response) {
            if (response.getStatusCode() >= 200) leg.post(() -> refreshed(response));
        }

        @Override
        public void timedOut() {
            leg.post(() -> leg.fail(Cause.TIMER_EXPIRED));
        }
    }

    private void refreshed(SIPResponse response) {
        if (leg.phase() != Leg.Phase.UP) return;
        int status = response.getStatusCode();
        if (status < 300) {
            leg.refreshTarget(response, leg.dialog().hop());
            granted(response);
        } else if (status == 408 || status == 481) {
            leg.fail(CauseMapping.cause(status)); // RFC 3261 section 12.2.1.2
        } else if (status == 422 ? raised(response) : status == 491 || status == 500) {
            refresh = leg.after(RETRY, this::refresh);
        }
        // otherwise the session goes on to its end, section 10
    }

    /** Ends the watch. */
    void stop() {
        refresh.cancel();
        expiry.cancel();
        interval = Optional.empty();
    }
}
