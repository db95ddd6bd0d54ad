package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Requests;

/** Offers the peer of an established leg other media, with re-INVITE (RFC 3261 section 14.1); one at a time, the newest wins. */
final class OwnOffers {
    private static final int MAX_ATTEMPTS = 5;

    private final Leg leg;
    private final boolean callIdIsOurs;
    private final String contactUser;
    private final BooleanSupplier peerOffers;
    private boolean inFlight;
    private boolean refreshing;
    private int glares;
    private @Nullable MediaFormat waiting;
    private Timers.Pending retry = () -> {};

    /** @param peerOffers tells whether an offer of the peer is being answered */
    OwnOffers(Leg leg, boolean callIdIsOurs, String contactUser, BooleanSupplier peerOffers) {
        this.leg = leg;
        this.callIdIsOurs = callIdIsOurs;
        this.contactUser = contactUser;
        this.peerOffers = peerOffers;
    }

    boolean inFlight() {
        return inFlight;
    }

    void offer(MediaFormat format) {
        glares = 0;
        waiting = format;
        refreshing = false;
        next();
    }

    /** Offers what is agreed on once more, so that the session lasts on; nobody is told of it (RFC 4028 section 7.4). */
    void refresh() {
        if (waiting == null) {
            glares = 0;
            waiting = leg.agreed();
            refreshing = true;
        }
        next();
    }

    /** Sends what waits, unless the peer must be heard first (RFC 3261 section 14.1). */
    void next() {
        MediaFormat format = waiting;
        boolean busy = inFlight || peerOffers.getAsBoolean() || leg.unacked() != null;
        if (format == null || busy || leg.phase() != Leg.Phase.UP) return;
        waiting = null;
        retry.cancel();
        send(format);
    }

    private void send(MediaFormat format) {
        inFlight = true;
        Dialog dialog = leg.dialog().next();
        leg.dialog(dialog);
        SIPRequest invite = Requests.of(dialog, Request.INVITE);
        String transport = dialog.hop().transport();
        Headers.contact(invite, contactUser, leg.signalling().advertised(transport), transport);
        Headers.allow(invite);
        leg.session().ask(invite);
        Headers.sdp(invite, leg.describeOffer(format));
        leg.signalling().transactions().send(invite, dialog.hop(), new Attempt(format, refreshing));
        refreshing = false;
    }

    /** One re-INVITE on its way. */
    private final class Attempt implements SipResponseHandler {
        private final MediaFormat format;
        private final boolean refresh;
        private boolean over;

        Attempt(MediaFormat format, boolean refresh) {
            this.format = format;
            this.refresh = refresh;
        }

        @Override
        public void received(SIPResponse response) {
            if (response.getStatusCode() >= 200) leg.post(() -> take(response));
        }

        @Override
        public void timedOut() {
            leg.post(() -> {
                if (end()) leg.fail(Cause.TIMER_EXPIRED);
            });
        }

        private void take(SIPResponse response) {
            int status = response.getStatusCode();
            if (status < 300) {
                acknowledge(response);
                if (end()) accepted(response);
            } else if (end()) {
                refused(response, status);
            }
        }

        /** Returns whether this is what ends the attempt, on a leg that is still up. */
        private boolean end() {
            if (over) return false;
            over = true;
            inFlight = false;
            return leg.phase() == Leg.Phase.UP;
        }

        private void acknowledge(SIPResponse ok) {
            leg.refreshTarget(ok, leg.dialog().hop());
            Dialog dialog = leg.dialog();
            leg.signalling()
                    .transactions()
                    .sendAck(Requests.ack(dialog, ok.getCSeq().getSeqNumber()), dialog.hop());
        }

        private void accepted(SIPResponse response) {
            leg.session().granted(response);
            Optional<MediaDescription> before = leg.remote();
            Optional<Cause> problem = leg.answered(Body.of(response), format);
            if (problem.isPresent()) {
                leg.fail(problem.get());
                return;
            }
            if (!refresh || !leg.remote().equals(before)) {
                leg.remote().ifPresent(remote -> leg.emit(new ChannelEvent.MediaChanged(leg.id(), remote)));
            }
            next();
        }

        private void again() {
            if (waiting != null) return;
            waiting = format;
            refreshing = refresh;
        }

        /** Has more offered than the peer has refused, if there is more, and nothing newer. */
        private boolean widened() {
            if (waiting == null) waiting = leg.wider(format).orElse(null);
            return waiting != null;
        }

        private void refused(SIPResponse response, int status) {
            leg.notAgreed();
            // RFC 3261 section 12.2.1.2: the peer knows nothing of the dialog, or nobody is there
            if (status == 408 || status == 481) {
                leg.fail(CauseMapping.cause(status));
            } else if (status == 491 && ++glares < MAX_ATTEMPTS) {
                again();
                retry = leg.after(glare(), OwnOffers.this::next);
            } else if (status == 422 && leg.session().raised(response)) {
                again();
                next();
            } else if (CauseMapping.refusesMedia(status) && !refresh && widened()) {
                next();
            } else if (refresh) {
                next(); // RFC 4028 section 10: the session goes on to its end
            } else {
                Cause cause = ReasonHeader.read(response).orElse(CauseMapping.cause(status));
                leg.emit(new ChannelEvent.MediaRefused(leg.id(), cause));
                next();
            }
        }
    }

    /** RFC 3261 section 14.1: both sides wait, and never equally long. */
    private Duration glare() {
        Identifiers random = leg.signalling().identifiers();
        return callIdIsOurs
                ? random.between(Duration.ofMillis(2_100), Duration.ofSeconds(4))
                : random.between(Duration.ZERO, Duration.ofSeconds(2));
    }
}
