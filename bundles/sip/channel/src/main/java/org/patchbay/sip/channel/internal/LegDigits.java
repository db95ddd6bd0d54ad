package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.Codec;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.DigitWay;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession.Digit;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Requests;

/** The keys of one leg: by which way its peer presses them, and those that are pressed for it by SIP INFO. Owned by the leg's call. */
final class LegDigits {
    /** More than these are not typed by anybody; a peer that answers none of its INFO gets no more. */
    private static final int MOST_WAITING = 64;

    /** A phone that presses a key by INFO and in its stream does both within this time. */
    private static final long SAME_PRESS_NANOS = 1_000_000_000L;

    private final Leg leg;
    private final Queue<Digit> waiting = new ArrayDeque<>();
    private boolean underWay;
    private boolean takesInfo;
    private @Nullable MediaFormat negotiated;
    private boolean inStream;
    private @Nullable Digit signalled;
    private long signalledNanos;

    LegDigits(Leg leg) {
        this.leg = leg;
    }

    /** Notes what the peer allows (RFC 3261 section 20.5). */
    void met(SIPMessage message) {
        if (message.getHeader("Allow") == null) return;
        takesInfo = SessionHeaders.allows(message, Request.INFO);
        if (negotiated != null) agreed(negotiated);
    }

    // ---- what is agreed on

    /** Returns {@code format} without events where keys go another way: else the peer could press them both ways. */
    MediaFormat described(MediaFormat format) {
        return switch (leg.policy().dtmf()) {
            case AUTO, RFC4733 -> format;
            case INFO, INBAND ->
                new MediaFormat(
                        format.codecs().stream()
                                .filter(codec -> !isEvents(codec))
                                .toList(),
                        format.direction());
        };
    }

    /**
     * Returns our answer to {@code offer}, of which the other side of the talk takes {@code accepted}. Events are taken also when the other side
     * doesn't: keys are pressed for it by its own way.
     */
    MediaFormat answering(MediaFormat offer, MediaFormat accepted) {
        boolean has = accepted.codecs().stream().anyMatch(LegDigits::isEvents);
        if (has || accepted.audioCodec().isEmpty() || leg.media().direct()) return described(accepted);
        List<Codec> all = new ArrayList<>(accepted.codecs());
        int rateHz = accepted.audioCodec().get().clockRateHz();
        // RFC 4733 section 2.1: with the clock of the sound that they come with
        offer.codecs().stream()
                .filter(codec -> isEvents(codec) && codec.clockRateHz() == rateHz)
                .findFirst()
                .ifPresent(all::add);
        return described(new MediaFormat(all, accepted.direction()));
    }

    private static boolean isEvents(Codec codec) {
        return codec.name().equalsIgnoreCase(Codec.TELEPHONE_EVENT.name());
    }

    /** Has the media press and hear keys by the way of the peer, with which {@code negotiated} was agreed on. */
    void agreed(MediaFormat format) {
        negotiated = format;
        leg.media().digitWay(way(format));
    }

    private DigitWay way(MediaFormat format) {
        DigitWay info = new DigitWay.Signalled(this::press);
        return switch (leg.policy().dtmf()) {
            case RFC4733 -> new DigitWay.Events();
            case INFO -> info;
            case INBAND -> new DigitWay.Tones(true);
            case AUTO -> {
                if (format.codecs().stream().anyMatch(LegDigits::isEvents)) yield new DigitWay.Events();
                yield takesInfo ? info : new DigitWay.Tones(false);
            }
        };
    }

    // ---- keys of the peer

    /** Takes a key that the peer has pressed in its stream, as an event or as a tone. */
    void heard(Digit digit) {
        boolean told = signalled != null && signalled.digit() == digit.digit() && !isOld();
        signalled = null;
        inStream = true;
        if (!told) pressed(digit);
    }

    private boolean isOld() {
        return System.nanoTime() - signalledNanos > SAME_PRESS_NANOS;
    }

    private void pressed(Digit digit) {
        leg.emit(new ChannelEvent.Digit(leg.id(), digit.digit(), digit.millis()));
        if (leg.phase() != Leg.Phase.CLEARED) leg.media().pass(digit);
    }

    /**
     * Takes a key that came by INFO. Some phones agree to events and send INFO, some send both: then what is in the stream counts, and each
     * press once.
     */
    void signalled(Digit digit) {
        DigitPolicy policy = leg.policy().dtmf();
        if (policy == DigitPolicy.INBAND || policy == DigitPolicy.RFC4733) return;
        if (policy == DigitPolicy.AUTO && inStream) return;
        signalled = digit;
        signalledNanos = System.nanoTime();
        pressed(digit);
    }

    // ---- keys for the peer

    private void press(Digit digit) {
        if (waiting.size() >= MOST_WAITING) throw new IllegalStateException(MOST_WAITING + " keys are waiting");
        waiting.add(digit);
        next();
    }

    private void next() {
        if (underWay || leg.phase() != Leg.Phase.UP) return;
        Digit digit = waiting.poll();
        if (digit == null) return;
        underWay = true;
        Dialog dialog = leg.dialog().next();
        leg.dialog(dialog);
        SIPRequest info = Requests.of(dialog, Request.INFO);
        info.setMessageContent("application", "dtmf-relay", DtmfInfo.text(digit).getBytes(StandardCharsets.UTF_8));
        leg.signalling().transactions().send(info, dialog.hop(), new Attempt());
    }

    /** One INFO on its way: the next key waits for it, as requests may overtake each other. */
    private final class Attempt implements SipResponseHandler {
        @Override
        public void received(SIPResponse response) {
            if (response.getStatusCode() >= 200) leg.post(this::over);
        }

        @Override
        public void timedOut() {
            leg.post(() -> {
                waiting.clear();
                over();
            });
        }

        private void over() {
            underWay = false;
            next();
        }
    }
}
