package org.patchbay.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserPartTest {
    @ParameterizedTest
    @CsvSource({"1001,1001", "#43,%2343", "a b,a%20b", "x@y,x%40y", "Jürg,J%C3%BCrg", "+49*1,+49*1", "a%b,a%25b"})
    void escapesWhatAUserPartCantHave(String user, String escaped) { // RFC 3261 section 19.1.2
        assertThat(UserPart.escape(user)).isEqualTo(escaped);
        assertThat(UserPart.unescape(escaped)).isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "%4", "%zz", "%"})
    void leavesAloneWhatIsNoEscape(String text) {
        assertThat(UserPart.unescape(text)).isEqualTo(text);
    }
}
