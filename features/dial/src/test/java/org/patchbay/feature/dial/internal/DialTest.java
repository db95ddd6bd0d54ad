package org.patchbay.feature.dial.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.feature.testing.TestCall;

class DialTest {
    private final Dial dial = new Dial(ring(30));

    @Test
    void ringsTheUserAsLongAsTheDialplanSays() {
        assertThat(to("1002").with("ring", "20s").run(dial).verbs()).containsExactly("connect 1002 PT20S");
        assertThat(TestCall.to("1").with("1002").run(dial).verbs()).containsExactly("connect 1002 PT30S");
    }

    @Test
    void takesANewDefaultWhileItRuns() {
        dial.modified(ring(7));

        assertThat(to("1002").run(dial).verbs()).containsExactly("connect 1002 PT7S");
    }

    @Test
    void clearsTheCallWhenTheyHaveTalked() {
        TestCall call = to("1002")
                .connecting(new DialResult.Ended(Cause.NORMAL_CLEARING))
                .run(dial);

        assertThat(call.cleared()).contains(Cause.NORMAL_CLEARING);
    }

    @Test
    void clearsTheCallAsTheCalledSideRefusedIt() {
        TestCall call =
                to("1002").connecting(new DialResult.Refused(Cause.USER_BUSY)).run(dial);

        assertThat(call.cleared()).contains(Cause.USER_BUSY);
    }

    @Test
    void letsTheDialplanGoOnWhenNobodyAnswers() {
        TestCall call = to("1002").connecting(new DialResult.TimedOut()).run(dial);

        assertThat(call.cleared()).isEmpty();
        assertThat(call.variables()).containsEntry("dial.cause", "no-answer");
    }

    @Test
    void letsTheDialplanGoOnWhenNoPhoneIsRegistered() {
        TestCall call = to("1002").connecting(new DialResult.Unreachable()).run(dial);

        assertThat(call.cleared()).isEmpty();
        assertThat(call.variables()).containsEntry("dial.cause", "absent");
    }

    @Test
    void callsByWayOfATrunk() {
        assertThat(byTrunk().with("ring", "20s").run(dial).verbs()).containsExactly("connect 030123 by carrier PT20S");
    }

    @Test
    void letsTheDialplanTryAnotherTrunkWhenOneCantCarryTheCall() {
        TestCall down = byTrunk().connecting(new DialResult.Unreachable()).run(dial);
        TestCall full =
                byTrunk().connecting(new DialResult.Refused(Cause.NO_CIRCUIT)).run(dial);

        assertThat(down.cleared()).isEmpty();
        assertThat(down.variables()).containsEntry("dial.cause", "congestion");
        assertThat(full.cleared()).isEmpty();
        assertThat(full.variables()).containsEntry("dial.cause", "no-circuit");
    }

    @Test
    void clearsTheCallWhenWhoIsBehindTheTrunkRefusesIt() {
        TestCall call =
                byTrunk().connecting(new DialResult.Refused(Cause.USER_BUSY)).run(dial);

        assertThat(call.cleared()).contains(Cause.USER_BUSY);
    }

    @Test
    void refusesATrunkWithoutANumberAndAUserWithATrunk() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.to("1").with("trunk", "carrier").run(dial))
                .withMessageContaining("number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> byTrunk().with("user", "1002").run(dial))
                .withMessageContaining("not both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> to("1002").with("number", "030123").run(dial))
                .withMessageContaining("no trunk");
    }

    private static TestCall byTrunk() {
        return TestCall.to("1").with("trunk", "carrier").with("number", "030123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "11m", "soon", ""})
    void refusesToRingLikeThat(String ring) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> to("1002").with("ring", ring).run(dial))
                .withMessageStartingWith("ring");
    }

    @Test
    void refusesArgumentsThatItDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> to("1002").with("rings", "5s").run(dial))
                .withMessage("dial has no argument rings; it may have user, trunk, number, ring");
        assertThatIllegalArgumentException().isThrownBy(() -> TestCall.to("1").run(dial));
        assertThatIllegalArgumentException().isThrownBy(() -> to("").run(dial));
    }

    private static TestCall to(String user) {
        return TestCall.to("1").with("user", user);
    }

    private static Dial.Config ring(int seconds) {
        return new Dial.Config() {
            @Override
            public int ring_seconds() {
                return seconds;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Dial.Config.class;
            }
        };
    }
}
