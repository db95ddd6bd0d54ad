package org.patchbay.feature.play.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.patchbay.feature.testing.TestCall;

class PlayTest {
    @Test
    void playsWhatTheDialplanNamesAndLetsItGoOn() {
        TestCall call = TestCall.to("9197").with("tone").run(new Play());

        assertThat(call.verbs()).containsExactly("play tone");
        assertThat(call.cleared()).isEmpty();
    }

    @Test
    void refusesToPlayNothing() {
        TestCall call = TestCall.to("9197");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.run(new Play()))
                .withMessageContaining("play: tone");
    }
}
