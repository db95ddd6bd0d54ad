package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.MinExpires;
import gov.nist.javax.sip.header.ims.ServiceRoute;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;

/** What a registrar's answer says. */
final class Granted {
    private static final Duration MOST = Duration.ofDays(1);

    private Granted() {}

    /** Returns how long the contact with {@code line} is registered (RFC 3261 section 10.2.4), {@code asked} when it isn't said. */
    static Duration expires(SIPResponse ok, String line, Duration asked) {
        for (Contact contact : contacts(ok)) {
            if (contact.getAddress().getURI() instanceof SipUri uri
                    && line.equals(uri.getParameter(Account.LINE))
                    && contact.getExpires() >= 0) {
                return bounded(contact.getExpires());
            }
        }
        return ok.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header ? bounded(header.getExpires()) : asked;
    }

    private static List<Contact> contacts(SIPResponse ok) {
        return ok.getContactHeaders() == null ? List.of() : List.copyOf(ok.getContactHeaders());
    }

    /** Returns the shortest time that a 423 allows (RFC 3261 section 10.2.8). */
    static Optional<Duration> least(SIPResponse brief) {
        return brief.getHeader(MinExpiresHeader.NAME) instanceof MinExpires header && header.getExpires() > 0
                ? Optional.of(bounded(header.getExpires()))
                : Optional.empty();
    }

    static Duration retryAfter(SIPResponse refusal) {
        return refusal.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header
                ? bounded(header.getRetryAfter())
                : Duration.ZERO;
    }

    /** Returns the proxies that calls out must visit (RFC 3608 section 6.1), as they stand in Route. */
    static List<String> serviceRoutes(SIPResponse ok) {
        List<String> routes = new ArrayList<>();
        ok.getHeaders("Service-Route").forEachRemaining(header -> {
            if (header instanceof ServiceRoute route
                    && route.getAddress().getURI() instanceof SipUri uri
                    && uri.hasLrParam()) {
                routes.add('<' + uri.toString() + '>');
            }
        });
        return List.copyOf(routes);
    }

    private static Duration bounded(int seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, 0, MOST.toSeconds()));
    }
}
