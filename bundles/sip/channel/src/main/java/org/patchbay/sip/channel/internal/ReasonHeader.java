package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import org.patchbay.channel.Cause;

/** The Reason header (RFC 3326; in responses RFC 6432), which carries a Q.850 cause as it is. */
final class ReasonHeader {
    private ReasonHeader() {}

    /** Returns the header that says {@code cause}. */
    static Reason of(Cause cause) {
        try {
            var reason = new Reason();
            reason.setProtocol("Q.850");
            reason.setCause(cause.q850());
            if (cause == Cause.MEDIA_TIMEOUT) reason.setText("media timeout");
            return reason;
        } catch (ParseException | InvalidArgumentException impossible) {
            throw new IllegalStateException("cause " + cause, impossible);
        }
    }

    /** Returns the cause that {@code message} gives, by its Q.850 number or as a SIP status; empty when it gives none. */
    static Optional<Cause> read(SIPMessage message) {
        Optional<Cause> status = Optional.empty();
        for (Iterator<?> reasons = message.getHeaders(Reason.NAME); reasons.hasNext(); ) {
            if (!(reasons.next() instanceof Reason reason)) continue;
            int number = reason.getCause();
            if ("Q.850".equalsIgnoreCase(reason.getProtocol())) {
                Optional<Cause> cause = Cause.of(Integer.toString(number));
                if (cause.isPresent()) return cause;
            } else if ("SIP".equalsIgnoreCase(reason.getProtocol())) {
                // RFC 3326 section 2: 200 in a CANCEL means that another device has answered
                if (number == 200) status = Optional.of(Cause.ANSWERED_ELSEWHERE);
                else if (number >= 300 && number < 700) status = Optional.of(CauseMapping.cause(number));
            }
        }
        return status;
    }
}
