package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.dialog.HeaderText;

/** The REFERs of one leg, one at a time, and what its peer is told of them (RFC 3515, RFC 4488). */
final class Referrals {
    private static final String REFER_SUB = "Refer-Sub";

    private final Leg leg;
    private final String contactUser;
    private @Nullable IncomingRequest undecided;
    private @Nullable Notifier notifier;
    private boolean underWay;
    private boolean any;

    Referrals(Leg leg, String contactUser) {
        this.leg = leg;
        this.contactUser = contactUser;
    }

    /** Takes a REFER of the dialog. */
    void take(IncomingRequest request, Refer refer) {
        switch (leg.phase()) {
            case SETUP -> refuse(request, Cause.CALL_REJECTED);
            case CLEARED -> Replies.send(request, 481, tag());
            case UP -> {
                if (underWay) Replies.send(request, 491, tag());
                else begin(request, refer);
            }
        }
    }

    private void begin(IncomingRequest request, Refer refer) {
        undecided = request;
        Optional<TransferTarget> target = refer.target();
        if (target.isPresent()) {
            leg.emit(new ChannelEvent.TransferRequested(leg.id(), target.get(), refer.by()));
        } else {
            progress(new TransferProgress.Accepted());
            progress(new TransferProgress.NoSuchCall());
        }
        if (undecided != null) progress(new TransferProgress.Refused(Cause.CALL_REJECTED)); // nobody cared
    }

    /** Tells the peer. */
    void progress(TransferProgress progress) {
        switch (progress) {
            case TransferProgress.Accepted _ -> accept();
            case TransferProgress.Refused(Cause cause) -> {
                IncomingRequest request = undecided;
                undecided = null;
                if (request != null) refuse(request, cause);
            }
            case TransferProgress.Alerting _ -> {
                if (notifier != null) notifier.tell(Sipfrag.statusLine(180));
            }
            case TransferProgress.Connected _ -> last(200);
            case TransferProgress.Failed(Cause cause) -> last(CauseMapping.status(cause));
            case TransferProgress.NoSuchCall _ -> last(481);
        }
    }

    private void accept() {
        IncomingRequest request = undecided;
        if (request == null) return;
        undecided = null;
        underWay = true;
        SIPResponse accepted = Replies.of(request, 202, tag());
        String transport = request.transport();
        Headers.contact(accepted, contactUser, leg.signalling().advertised(transport), transport);
        boolean silent = unsubscribed(request.message());
        if (silent) HeaderText.set(accepted, REFER_SUB, "false"); // RFC 4488 section 4
        request.respond(accepted);
        notifier = silent ? null : new Notifier(leg, contactUser, event(request.message()));
        any = true;
        if (notifier != null) notifier.tell(Sipfrag.statusLine(100));
    }

    /** RFC 3515 section 2.4.6: of several REFERs in a dialog, each but the first is told of by its number. */
    private String event(SIPRequest refer) {
        return any ? "refer;id=" + refer.getCSeq().getSeqNumber() : "refer";
    }

    private static boolean unsubscribed(SIPRequest refer) {
        return HeaderText.of(refer, REFER_SUB).stream()
                .anyMatch(value -> value.split(";", 2)[0].strip().equalsIgnoreCase("false"));
    }

    private void last(int status) {
        underWay = false;
        if (notifier != null) notifier.tellLast(Sipfrag.statusLine(status));
        notifier = null;
    }

    private void refuse(IncomingRequest request, Cause cause) {
        SIPResponse refusal = Replies.of(request, CauseMapping.status(cause), tag());
        if (cause == Cause.CALL_REJECTED) refusal.setReasonPhrase("Nobody To Transfer");
        request.respond(refusal);
    }

    private String tag() {
        return leg.dialog().localTag();
    }
}
