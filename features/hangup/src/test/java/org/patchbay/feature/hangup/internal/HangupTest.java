package org.patchbay.feature.hangup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.feature.testing.TestCall;

class HangupTest {
    @Test
    void clearsWithTheCauseThatTheDialplanNames() {
        assertThat(TestCall.to("1002").with("no-answer").run(new Hangup()).cleared())
                .contains(Cause.NO_ANSWER);
        assertThat(TestCall.to("1002").with("17").run(new Hangup()).cleared()).contains(Cause.USER_BUSY);
    }

    @Test
    void clearsNormallyWhenTheDialplanNamesNoCause() {
        assertThat(TestCall.to("1002").run(new Hangup()).cleared()).contains(Cause.NORMAL_CLEARING);
    }

    @Test
    void namesAllCausesWhenThereIsNoSuchOne() {
        TestCall call = TestCall.to("1002").with("noanswer");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.run(new Hangup()))
                .withMessageStartingWith("no cause noanswer; there are unallocated, normal, busy")
                .withMessageContaining("no-answer");
    }
}
