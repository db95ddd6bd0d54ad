package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.channel.Cause;

class CauseMappingTest {
    @ParameterizedTest
    @CsvSource({
        "404,UNALLOCATED_NUMBER",
        "410,UNALLOCATED_NUMBER",
        "604,UNALLOCATED_NUMBER",
        "486,USER_BUSY",
        "600,USER_BUSY",
        "480,NO_USER_RESPONDING",
        "408,TIMER_EXPIRED",
        "504,TIMER_EXPIRED",
        "603,CALL_REJECTED",
        "607,CALL_REJECTED",
        "401,NOT_PERMITTED",
        "407,NOT_PERMITTED",
        "403,NOT_PERMITTED",
        "484,INVALID_NUMBER_FORMAT",
        "415,INCOMPATIBLE_DESTINATION",
        "488,INCOMPATIBLE_DESTINATION",
        "606,INCOMPATIBLE_DESTINATION",
        "487,NORMAL_CLEARING",
        "502,DESTINATION_OUT_OF_ORDER",
        "503,NO_CIRCUIT",
        "500,TEMPORARY_FAILURE",
        "580,TEMPORARY_FAILURE",
        "302,INTERWORKING",
        "499,INTERWORKING"
    })
    void readsStatuses(int status, Cause cause) { // RFC 3398 section 8.2.6.1
        assertThat(CauseMapping.cause(status)).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "UNALLOCATED_NUMBER,404",
        "USER_BUSY,486",
        "NO_USER_RESPONDING,480",
        "NO_ANSWER,480",
        "SUBSCRIBER_ABSENT,480",
        "CALL_REJECTED,603",
        "NOT_PERMITTED,403",
        "INVALID_NUMBER_FORMAT,484",
        "INCOMPATIBLE_DESTINATION,488",
        "NO_CIRCUIT,503",
        "CONGESTION,503",
        "TIMER_EXPIRED,504",
        "NORMAL_CLEARING,487",
        "DESTINATION_OUT_OF_ORDER,502"
    })
    void writesCauses(Cause cause, int status) { // RFC 3398 section 7.2.4.1
        assertThat(CauseMapping.status(cause)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void refusesWithAFinalStatusAndAPhrase(Cause cause) {
        int status = CauseMapping.status(cause);

        assertThat(status).isBetween(400, 699);
        assertThat(SIPResponse.getReasonPhrase(status)).isNotBlank();
    }

    @Test
    void neverTakesOneDevicesStatusForTheUsersWord() {
        // CALL_REJECTED ends the search for the user (RFC 3261 section 16.7 step 5), so that only 6xx may say it
        for (int status = 300; status < 600; status++) {
            assertThat(CauseMapping.cause(status)).isNotEqualTo(Cause.CALL_REJECTED);
        }
    }
}
