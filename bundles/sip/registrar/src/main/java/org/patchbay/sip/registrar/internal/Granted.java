package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipContact;

/** The 200 to a registration (RFC 3261 section 10.3 step 8). */
record Granted(Registration registration, AddressOfRecord user, List<Binding> bindings, Instant now) {
    // RFC 3261 section 20.17: two digits for the day, which RFC_1123_DATE_TIME doesn't write
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    SIPResponse write(SIPResponse response, Services services) {
        var contacts = new StringJoiner(", ");
        for (var binding : bindings) {
            if (binding.scheme().equals(SipContact.SCHEME)) contacts.add(contact(binding, response, services.gruus()));
        }
        if (contacts.length() > 0) HeaderValues.set(response, "Contact", contacts.toString());
        HeaderValues.set(response, "Date", DATE.format(now));
        HeaderValues.set(response, "Supported", "path, outbound, gruu");
        var path = registration.extensions().path();
        if (!path.isEmpty()) HeaderValues.set(response, "Path", String.join(", ", path)); // RFC 3327 section 5.3
        // RFC 3608 section 6.3
        if (!services.route().isEmpty()) HeaderValues.set(response, "Service-Route", services.route());
        if (registration.keepsFlow()) outbound(response, services.flowTimer());
        return response;
    }

    // RFC 5626 section 6
    private static void outbound(SIPResponse response, int flowTimer) {
        HeaderValues.set(response, "Require", "outbound");
        if (flowTimer > 0) HeaderValues.set(response, "Flow-Timer", Integer.toString(flowTimer));
    }

    private String contact(Binding binding, SIPResponse response, RegisteredGruus gruus) {
        // rounded up, so that a fresh one is told what it was granted
        long seconds = Duration.between(now, binding.expires()).plusMillis(999).toSeconds();
        var text = new StringBuilder("<")
                .append(binding.contact())
                .append(">;expires=")
                .append(Math.max(seconds, 0));
        if (binding.q() < 1) text.append(";q=").append(String.format(Locale.ROOT, "%.3f", binding.q()));
        binding.device().ifPresent(instance -> {
            var uri = (SipUri)
                    ((AddressParametersHeader) response.getTo()).getAddress().getURI();
            text.append(";+sip.instance=\"").append(instance).append('"');
            if (registration.extensions().gruu()) gruus(text, uri, binding, gruus);
        });
        var flow = binding.attributes().get(SipContact.REG_ID);
        if (flow != null) text.append(";reg-id=").append(flow);
        return text.toString();
    }

    // RFC 5627 section 5.2
    private void gruus(StringBuilder text, SipUri registered, Binding binding, RegisteredGruus gruus) {
        var instance = binding.device().orElseThrow();
        text.append(";pub-gruu=\"").append(RegisteredGruus.lasting(registered, instance));
        text.append("\";temp-gruu=\"").append(gruus.temporary(registered, user, binding));
        text.append('"');
    }
}
