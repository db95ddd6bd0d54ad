package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipRequestHandler;
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
    // RFC 3261 section 20.17: two digits for the day, which RFC_1123_DATE_TIME doesn't write
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final LocationService locations;
    private final ExpiryLimits limits;
    private final InstantSource clock;
    private final RecentAnswers recent;
    private volatile @Nullable RequestVerifier verifier;

    @Activate
    public SipRegistrar(@Reference LocationService locations, RegistrarConfig config) {
        this(null, locations, ExpiryLimits.of(config), InstantSource.system());
    }

    SipRegistrar(
            @Nullable RequestVerifier verifier, LocationService locations, ExpiryLimits limits, InstantSource clock) {
        this.verifier = verifier;
        this.locations = locations;
        this.limits = limits;
        this.clock = clock;
        this.recent = new RecentAnswers(clock);
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
        var again = recent.to(request);
        if (again.isPresent()) {
            request.respond(again.get());
            return;
        }
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
                var answer = register(request, subscriber);
                recent.add(request, answer);
                request.respond(answer);
            }
        }
    }

    private SIPResponse register(IncomingRequest request, Subscriber subscriber) {
        var message = request.message();
        if (message.getHeader("Path") != null) return unsupported(request, "path"); // RFC 3327 section 5.3
        var to = user((AddressParametersHeader) message.getTo());
        if (to.isEmpty()) return request.response(SIPResponse.BAD_REQUEST);
        // section 10.3 steps 3 and 5: nobody registers for somebody else
        boolean own = to.equals(subscriber.number())
                && user((AddressParametersHeader) message.getFrom()).equals(to);
        if (!own) return request.response(SIPResponse.FORBIDDEN);
        try {
            var update = new BindingUpdate(Registration.of(request, limits), subscriber.maxContacts(), clock.instant());
            return accepted(request, locations.update(subscriber.address(), update));
        } catch (RejectedException rejected) {
            return rejected(request, rejected.reason());
        }
    }

    private static String user(AddressParametersHeader header) {
        return header.getAddress().getURI() instanceof SipUri uri && uri.getUser() != null ? uri.getUser() : "";
    }

    private static SIPResponse unsupported(IncomingRequest request, String extension) {
        var response = request.response(SIPResponse.BAD_EXTENSION);
        set(response, "Unsupported", extension);
        return response;
    }

    private SIPResponse rejected(IncomingRequest request, Reason reason) {
        var response = request.response(reason.status);
        response.setReasonPhrase(reason.phrase);
        if (reason == Reason.TOO_BRIEF) set(response, "Min-Expires", Integer.toString(limits.shortest()));
        return response;
    }

    private SIPResponse accepted(IncomingRequest request, List<Binding> bindings) {
        var now = clock.instant();
        var response = request.response(SIPResponse.OK);
        var contacts = bindings.stream()
                .filter(binding -> binding.scheme().equals(SipContact.SCHEME))
                .map(binding -> contact(binding, now))
                .collect(Collectors.joining(", "));
        if (!contacts.isEmpty()) set(response, "Contact", contacts);
        set(response, "Date", DATE.format(now));
        return response;
    }

    private static String contact(Binding binding, Instant now) {
        // rounded up, so that a fresh one is told what it was granted
        long seconds = Duration.between(now, binding.expires()).plusMillis(999).toSeconds();
        var text = new StringBuilder("<")
                .append(binding.contact())
                .append(">;expires=")
                .append(Math.max(seconds, 0));
        if (binding.q() < 1) text.append(";q=").append(String.format(Locale.ROOT, "%.3f", binding.q()));
        var instance = binding.attributes().get(SipContact.INSTANCE);
        if (instance != null) text.append(";+sip.instance=\"").append(instance).append('"');
        return text.toString();
    }

    private static void set(SIPResponse response, String name, String value) {
        var header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        response.setHeader(header);
    }
}
