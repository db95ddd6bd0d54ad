package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AllowHeader;
import javax.sip.header.SupportedHeader;

/** The headers of session timers (RFC 4028 sections 4 to 6). */
final class SessionHeaders {
    /** The option tag. */
    static final String TIMER = "timer";

    /** Who sends the refreshes: the side that sent the request, or the one that answered it. */
    enum Refresher {
        UAC,
        UAS
    }

    private SessionHeaders() {}

    static Optional<Duration> expires(SIPMessage message) {
        return message.getHeader(SessionExpires.NAME) instanceof SessionExpires header
                ? Optional.of(Duration.ofSeconds(header.getExpires()))
                : Optional.empty();
    }

    static Optional<Refresher> refresher(SIPMessage message) {
        if (!(message.getHeader(SessionExpires.NAME) instanceof SessionExpires header)) return Optional.empty();
        if ("uac".equalsIgnoreCase(header.getRefresher())) return Optional.of(Refresher.UAC);
        return "uas".equalsIgnoreCase(header.getRefresher()) ? Optional.of(Refresher.UAS) : Optional.empty();
    }

    static Optional<Duration> minimum(SIPMessage message) {
        return message.getHeader(MinSE.NAME) instanceof MinSE header
                ? Optional.of(Duration.ofSeconds(header.getExpires()))
                : Optional.empty();
    }

    static boolean supportsTimer(SIPMessage message) {
        for (Iterator<?> tags = message.getHeaders(SupportedHeader.NAME); tags.hasNext(); ) {
            if (tags.next() instanceof SupportedHeader tag && TIMER.equalsIgnoreCase(tag.getOptionTag())) return true;
        }
        return false;
    }

    static boolean allows(SIPMessage message, String method) {
        for (Iterator<?> methods = message.getHeaders(AllowHeader.NAME); methods.hasNext(); ) {
            if (methods.next() instanceof AllowHeader allow && method.equalsIgnoreCase(allow.getMethod())) return true;
        }
        return false;
    }

    static void expires(SIPMessage message, Duration interval, Optional<Refresher> refresher) {
        try {
            var header = new SessionExpires();
            header.setExpires(Math.toIntExact(interval.toSeconds()));
            refresher.ifPresent(side -> header.setRefresher(side == Refresher.UAC ? "uac" : "uas"));
            message.setHeader(header);
        } catch (InvalidArgumentException negative) {
            throw new IllegalArgumentException("interval " + interval, negative);
        }
    }

    static void minimum(SIPMessage message, Duration minimum) {
        try {
            var header = new MinSE();
            header.setExpires(Math.toIntExact(minimum.toSeconds()));
            message.setHeader(header);
        } catch (InvalidArgumentException negative) {
            throw new IllegalArgumentException("minimum " + minimum, negative);
        }
    }

    static void supportTimer(SIPMessage message) {
        try {
            var header = new Supported();
            header.setOptionTag(TIMER);
            message.addHeader(header);
        } catch (ParseException ours) {
            throw new IllegalStateException(ours);
        }
    }

    static void requireTimer(SIPMessage message) {
        try {
            var header = new Require();
            header.setOptionTag(TIMER);
            message.setHeader(header);
        } catch (ParseException ours) {
            throw new IllegalStateException(ours);
        }
    }
}
