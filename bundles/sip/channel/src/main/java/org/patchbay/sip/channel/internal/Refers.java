package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.PeerRecognizer;
import org.patchbay.sip.PeerRecognizer.Peer;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;

/**
 * Reads REFERs within dialogs, and finds out with whose rights the transferred will call. Who has called us was verified then;
 * who was called by us has not been yet, and is verified as for a call of its own, so that no transfer reaches what its
 * transferor could not dial.
 */
final class Refers {
    private static final int RETRY_SECONDS = 5;

    private final LegTable table;
    private final Supplier<Optional<RequestVerifier>> verifier;
    private final Supplier<Optional<PeerRecognizer>> recognizer;

    Refers(
            LegTable table,
            Supplier<Optional<RequestVerifier>> verifier,
            Supplier<Optional<PeerRecognizer>> recognizer) {
        this.table = table;
        this.verifier = verifier;
        this.recognizer = recognizer;
    }

    /** Takes a REFER, whose transaction has begun, of the dialog of {@code leg}. */
    void take(IncomingRequest request, SipChannel leg) {
        switch (ReferTo.of(request.message())) {
            case ReferTo.Unusable(int status) -> request.respond(status);
            case ReferTo.Number(String number) ->
                authorized(request, leg, Optional.of(new TransferTarget.Number(number)));
            case ReferTo.Place(Replaces replaces) -> authorized(request, leg, place(replaces));
        }
    }

    private Optional<TransferTarget> place(Replaces replaces) {
        return table.dialog(replaces.id())
                .filter(leg -> leg.isWith(replaces.remoteTag()))
                .map(TransferTarget.PlaceOf::new);
    }

    private void authorized(IncomingRequest request, SipChannel leg, Optional<TransferTarget> target) {
        Optional<Transferor> known = leg.transferor();
        if (known.isPresent()) {
            leg.refer(request, new Refer(target, known.get()));
            return;
        }
        Optional<Peer> peer = recognizer.get().flatMap(present -> present.recognize(request));
        if (peer.isPresent() && !hasCredentials(request.message())) {
            var by = new Transferor(leg.dialled(), peer.get().context(), Optional.empty());
            leg.refer(request, new Refer(target, by));
        } else {
            verify(request, leg, target);
        }
    }

    private static boolean hasCredentials(SIPRequest message) {
        return message.hasHeader(AuthorizationHeader.NAME) || message.hasHeader(ProxyAuthorizationHeader.NAME);
    }

    private void verify(IncomingRequest request, SipChannel leg, Optional<TransferTarget> target) {
        Optional<RequestVerifier> present = verifier.get();
        if (present.isEmpty()) {
            Replies.later(request, request.response(503), RETRY_SECONDS);
            return;
        }
        switch (present.get().verify(request)) {
            case Verdict.Refused refused -> request.respond(refused.response());
            case Verdict.Verified(Subscriber subscriber) -> {
                var by = new Transferor(subscriber.number(), subscriber.context(), Optional.of(subscriber.address()));
                leg.refer(request, new Refer(target, by));
            }
        }
    }
}
