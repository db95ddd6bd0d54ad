package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.channel.Cause;

class ReasonHeaderTest {
    private static SIPMessage bye(String headers) {
        return Messages.parse("BYE sip:x@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1\r\n"
                + "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 BYE\r\n" + headers + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Q.850;cause=17|USER_BUSY",
                "q.850 ;cause=16;text=\"bye\"|NORMAL_CLEARING",
                "SIP;cause=486|USER_BUSY",
                "SIP;cause=200;text=\"Call completed elsewhere\"|ANSWERED_ELSEWHERE",
                "SIP;cause=503, Q.850;cause=41|TEMPORARY_FAILURE",
            })
    void readsTheCause(String value, Cause cause) { // RFC 3326
        assertThat(ReasonHeader.read(bye("Reason: " + value + "\r\n"))).contains(cause);
    }

    @Test
    void readsNothingFromWhatItDoesNotKnow() {
        assertThat(ReasonHeader.read(bye(""))).isEmpty();
        assertThat(ReasonHeader.read(bye("Reason: Q.850;cause=99\r\n"))).isEmpty();
        assertThat(ReasonHeader.read(bye("Reason: SIP;cause=100\r\n"))).isEmpty();
        assertThat(ReasonHeader.read(bye("Reason: preemption;cause=1\r\n"))).isEmpty();
    }
}
