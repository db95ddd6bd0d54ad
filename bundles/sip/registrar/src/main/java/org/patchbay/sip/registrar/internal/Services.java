package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a registered phone is offered besides.
 *
 * @param route Service-Route, the proxies that its own requests shall visit (RFC 3608); none when empty
 * @param flowTimer after how many seconds without a sign of life a flow may be closed (RFC 5626 section 4.4); not told when 0
 */
record Services(String route, int flowTimer, RegisteredGruus gruus) {
    static Services of(RegistrarConfig config, RegisteredGruus gruus) {
        var route = Arrays.stream(config.service_route())
                .filter(address -> !address.isBlank())
                .map(Services::checked)
                .collect(Collectors.joining(", "));
        return new Services(route, config.flow_timer_seconds(), gruus);
    }

    private static String checked(String address) {
        try {
            var read = new StringMsgParser().parseAddress(address);
            // RFC 3608 section 6.3: each is a loose router
            boolean good = address.startsWith("<") && read.getURI() instanceof SipUri uri && uri.hasLrParam();
            if (good) return address;
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException("service.route " + address, unreadable);
        }
        throw new IllegalArgumentException("service.route " + address + ": write <sip:host;lr>");
    }
}
