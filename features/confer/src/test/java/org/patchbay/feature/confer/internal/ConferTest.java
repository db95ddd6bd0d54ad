package org.patchbay.feature.confer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.feature.testing.TestCall;

class ConferTest {
    private final Confer confer = new Confer();

    @Test
    void staysInTheConferenceUntilTheCallerHangsUp() {
        TestCall call = TestCall.to("8801").with("8801").run(confer);

        assertThat(call.verbs()).containsExactly("confer 8801");
        assertThat(call.cleared()).contains(Cause.NORMAL_CLEARING);
    }

    @Test
    void listensOnly() {
        TestCall call =
                TestCall.to("8801").with("room", "sales").with("muted", "yes").run(confer);

        assertThat(call.verbs()).containsExactly("enter sales", "mute", "confer sales");
    }

    @Test
    void doesNotMuteAgainWhenItIsReplacedWhileInUse() {
        TestCall call =
                TestCall.to("8801").with("room", "sales").with("muted", "yes").run(confer);

        call.run(new Confer());

        assertThat(call.verbs()).containsExactly("enter sales", "mute", "confer sales", "confer sales");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.to("8801").run(confer))
                .withMessageContaining("which conference");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.to("8801")
                        .with("room", "sales")
                        .with("muted", "perhaps")
                        .run(confer))
                .withMessageContaining("neither yes nor no");
    }
}
