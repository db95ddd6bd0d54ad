package org.patchbay.feature.answer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patchbay.feature.testing.TestCall;

class AnswerTest {
    @Test
    void answersAndLetsTheDialplanGoOn() {
        TestCall call = TestCall.to("9196").run(new Answer());

        assertThat(call.verbs()).containsExactly("answer");
        assertThat(call.cleared()).isEmpty();
    }
}
