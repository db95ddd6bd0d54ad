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
    void playsAsOftenAndAsLongAsTheDialplanSays() {
        assertThat(TestCall.to("9197")
                        .with("sound", "welcome")
                        .with("times", "3")
                        .run(new Play())
                        .verbs())
                .containsExactly("play welcome 3 PT0S");
        assertThat(TestCall.to("9197")
                        .with("sound", "music:jazz")
                        .with("for", "30s")
                        .run(new Play())
                        .verbs())
                .containsExactly("play music:jazz 0 PT30S");
        assertThat(TestCall.to("9197")
                        .with("sound", "busy:uk")
                        .with("times", "endless")
                        .run(new Play())
                        .verbs())
                .containsExactly("play busy:uk 0 PT0S");
    }

    @Test
    void refusesWhatIsNoNumberOfTimes() {
        for (String times : new String[] {"0", "-1", "1001", "often"}) {
            TestCall call = TestCall.to("9197").with("sound", "welcome").with("times", times);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.run(new Play()))
                    .withMessageContaining("neither 1 to 1000 nor endless");
        }
    }

    @Test
    void refusesToPlayNothing() {
        TestCall call = TestCall.to("9197");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.run(new Play()))
                .withMessageContaining("play: tone");
    }
}
