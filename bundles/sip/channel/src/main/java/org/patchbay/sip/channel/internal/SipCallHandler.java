package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.PeerRecognizer;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.dialog.Dialog;

/** Brings requests to the leg that they belong to, and makes legs of new INVITEs. */
@Component(
        service = SipRequestHandler.class,
        property = {
            SipRequestHandler.METHODS + "=INVITE",
            SipRequestHandler.METHODS + "=ACK",
            SipRequestHandler.METHODS + "=CANCEL",
            SipRequestHandler.METHODS + "=BYE",
            SipRequestHandler.METHODS + "=OPTIONS",
            SipRequestHandler.METHODS + "=PRACK",
            SipRequestHandler.METHODS + "=UPDATE",
            SipRequestHandler.METHODS + "=INFO",
            SipRequestHandler.METHODS + "=REFER",
        })
public final class SipCallHandler implements SipRequestHandler {
    private final Signalling signalling;
    private final NewCalls newCalls;
    private final Refers refers;

    private volatile @Nullable RequestVerifier verifier;
    private volatile @Nullable PeerRecognizer recognizer;

    /** Called by the framework. */
    @Activate
    public SipCallHandler(@Reference SipTechnology technology) {
        this.signalling = technology.signalling();
        this.newCalls =
                new NewCalls(technology, () -> Optional.ofNullable(verifier), () -> Optional.ofNullable(recognizer));
        this.refers = new Refers(
                signalling.table(), () -> Optional.ofNullable(verifier), () -> Optional.ofNullable(recognizer));
    }

    /** Takes what verifies callers; while it is away, new calls are put off with 503, and those that are up go on. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setVerifier(RequestVerifier present) {
        verifier = present;
    }

    /** Forgets what verifies callers. */
    public void unsetVerifier(RequestVerifier gone) {
        if (gone.equals(verifier)) verifier = null;
    }

    /** Takes what recognises other servers; while it is away, all callers are verified as users. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setRecognizer(PeerRecognizer present) {
        recognizer = present;
    }

    /** Forgets what recognises other servers. */
    public void unsetRecognizer(PeerRecognizer gone) {
        if (gone.equals(recognizer)) recognizer = null;
    }

    @Override
    public void handle(IncomingRequest request) {
        SIPRequest message = request.message();
        switch (message.getMethod()) {
            case Request.CANCEL -> cancel(request);
            case Request.ACK -> leg(message).ifPresent(leg -> leg.received(request)); // others acknowledge a refusal
            default -> {
                if (message.getToTag() != null) inDialog(request);
                else if (message.getMethod().equals(Request.INVITE)) newCalls.take(request);
                else if (message.getMethod().equals(Request.REFER))
                    request.respond(403); // we call nobody for a stranger
                else request.respond(481); // RFC 3261 section 12.2.2
            }
        }
    }

    private void inDialog(IncomingRequest request) {
        Optional<SipChannel> leg = leg(request.message());
        if (leg.isEmpty()) request.respond(481); // RFC 3261 section 12.2.2
        else if (request.begin()) inDialog(request, leg.get());
    }

    private void inDialog(IncomingRequest request, SipChannel leg) {
        if (request.message().getMethod().equals(Request.REFER)) refers.take(request, leg);
        else leg.received(request);
    }

    private void cancel(IncomingRequest request) {
        Optional<SipChannel> leg = signalling.table().invite(InviteId.of(request.message()));
        // RFC 3261 section 9.2: the stack knows the transaction, and when it is no longer here it has its final
        // response
        if (leg.isEmpty()) request.respond(200);
        else if (request.begin()) leg.get().received(request);
    }

    private Optional<SipChannel> leg(SIPRequest message) {
        String toTag = message.getToTag();
        if (toTag == null) return Optional.empty();
        return signalling.table().dialog(new Dialog.Id(message.getCallId().getCallId(), toTag));
    }
}
