package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.channel.LocationService;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.registrar.internal.RejectedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers telephones (RFC 3261 section 10.3), each for the user it proves to be and nobody else. It keeps no server
 * transactions: what a REGISTER does is the same when it is done twice.
 */
@Component(property = SipRequestHandler.METHODS + "=REGISTER", configurationPid = RegistrarConfig.PID)
@Designate(ocd = RegistrarConfig.class)
public final class SipRegistrar implements SipRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SipRegistrar.class);

    private final LocationService locations;
    private final ExpiryLimits limits;
    private final Services services;
    private final InstantSource clock;
    private volatile @Nullable RequestVerifier verifier;

    @Activate
    public SipRegistrar(
            @Reference LocationService locations, @Reference RegisteredGruus gruus, RegistrarConfig config) {
        this(null, locations, ExpiryLimits.of(config), Services.of(config, gruus), InstantSource.system());
    }

    SipRegistrar(
            @Nullable RequestVerifier verifier,
            LocationService locations,
            ExpiryLimits limits,
            Services services,
            InstantSource clock) {
        this.verifier = verifier;
        this.locations = locations;
        this.limits = limits;
        this.services = services;
        this.clock = clock;
    }

    /** Takes what verifies; when one version of it follows another, no REGISTER finds nobody in between. */
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setVerifier(RequestVerifier present) {
        verifier = present;
    }

    void unsetVerifier(RequestVerifier gone) {
        if (gone.equals(verifier)) verifier = null;
    }

    @Override
    public void handle(IncomingRequest request) {
        RequestVerifier present = verifier;
        if (present == null) {
            request.respond(503); // this goes away as well
            return;
        }
        switch (present.verify(request)) {
            case Verdict.Refused(var response, var failed) -> {
                failed.ifPresent(reason -> LOG.info("REGISTER from {} refused: {}", request.source(), reason));
                request.respond(response);
            }
            case Verdict.Verified(var subscriber) -> {
                // from here on: a challenge is cheaper to make again than to remember
                if (request.begin()) request.respond(register(request, subscriber));
            }
        }
    }

    private SIPResponse register(IncomingRequest request, Subscriber subscriber) {
        var message = request.message();
        var to = user((AddressParametersHeader) message.getTo());
        if (to.isEmpty()) return request.response(SIPResponse.BAD_REQUEST);
        // section 10.3 steps 3 and 5: nobody registers for somebody else
        boolean own = to.equals(subscriber.number())
                && user((AddressParametersHeader) message.getFrom()).equals(to);
        if (!own) return request.response(SIPResponse.FORBIDDEN);
        try {
            var registration = Registration.of(request, limits);
            var update = new BindingUpdate(registration, subscriber.maxContacts(), clock.instant());
            var bindings = locations.update(subscriber.address(), update);
            return new Granted(registration, subscriber.address(), bindings, clock.instant())
                    .write(request.response(SIPResponse.OK), services);
        } catch (RejectedException rejected) {
            return rejected(request, rejected.reason());
        }
    }

    private static String user(AddressParametersHeader header) {
        return header.getAddress().getURI() instanceof SipUri uri && uri.getUser() != null ? uri.getUser() : "";
    }

    private SIPResponse rejected(IncomingRequest request, Reason reason) {
        var response = request.response(reason.status);
        response.setReasonPhrase(reason.phrase);
        switch (reason) {
            case TOO_BRIEF -> HeaderText.set(response, "Min-Expires", Integer.toString(limits.shortest()));
            case PATH_UNKNOWN -> HeaderText.set(response, "Unsupported", "path");
            case MALFORMED, TOO_MANY, BAD_PATH, SEVERAL_FLOWS, OWN_GRUU, NO_FLOW, OUT_OF_ORDER -> {
                // the status says it
            }
        }
        return response;
    }
}
