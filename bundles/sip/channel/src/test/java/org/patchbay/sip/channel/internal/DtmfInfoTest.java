package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.MediaSession.Digit;

class DtmfInfoTest {
    @ParameterizedTest
    @CsvSource({"5,5", "*,*", "#,#", "d,D", "10,*", "11,#", "12,A", "15,D"})
    void readsDigits(String signal, char digit) {
        var body = new Body.Other("application/dtmf-relay", "Signal= " + signal + "\r\nDuration= 100\r\n");

        assertThat(DtmfInfo.read(body)).contains(new Digit(digit, 100));
    }

    @Test
    void readsBareDigits() {
        assertThat(DtmfInfo.read(new Body.Other("application/dtmf", "9\r\n"))).contains(new Digit('9', 160));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Signal=", "Signal=hf", "Signal=16", "Signal=55", "Duration=100", "=", "Signal"})
    void readsNothingElse(String text) {
        assertThat(DtmfInfo.read(new Body.Other("application/dtmf-relay", text)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-5,1", "999999,10000", "99999999999,160", "x,160"})
    void boundsDurations(String said, int millis) {
        var body = new Body.Other("application/dtmf-relay", "Signal=1\nDuration=" + said);

        assertThat(DtmfInfo.read(body)).contains(new Digit('1', millis));
    }
}
