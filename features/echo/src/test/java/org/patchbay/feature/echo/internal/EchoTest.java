package org.patchbay.feature.echo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.feature.testing.TestCall;

class EchoTest {
    @Test
    void echoesUntilTheCallerHangsUp() {
        TestCall call = TestCall.to("9196").run(new Echo());

        assertThat(call.verbs()).containsExactly("echo");
        assertThat(call.cleared()).contains(Cause.NORMAL_CLEARING);
    }
}
