package org.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

class CommonLoggerTest {
    private static final String OPTIONS = """
        OPTIONS sip:echo@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5061;branch=z9hG4bK1
        From: <sip:1001@127.0.0.1>;tag=1
        To: <sip:echo@127.0.0.1>
        Call-ID: 1
        CSeq: 1 OPTIONS
        Max-Forwards: 70
        Content-Length: 0

        """.replace("\n", "\r\n");

    @Test
    void parsesBeforeAnyStackExists() throws ParseException {
        var message = new StringMsgParser().parseSIPMessage(bytes(OPTIONS), true, false, null);

        assertThat(message).isInstanceOf(SIPRequest.class);
    }

    @Test
    void reportsAMalformedMessageWithoutLog4j() {
        var malformed = OPTIONS.replace("SIP/2.0\r\n", "SIX\r\n");

        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> new StringMsgParser().parseSIPMessage(bytes(malformed), true, true, null));
    }

    @Test
    void tellsTheStackThatNothingIsLogged() {
        var logger = CommonLogger.getLogger("x");

        assertThat(logger.isLoggingEnabled()).isFalse();
        assertThat(logger.isLoggingEnabled(StackLogger.TRACE_MESSAGES)).isFalse();
        assertThat(logger.isLoggingEnabled(StackLogger.TRACE_TRACE)).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
