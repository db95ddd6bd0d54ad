package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeRuntime;

class WaitingTest {
    @Test
    void namesWhatAComponentWaitsFor() {
        var runtime = new FakeRuntime()
                .running("org.patchbay.pbx.core.internal.PbxRouter")
                .waiting(
                        "org.patchbay.sip.channel.internal.SipCallHandler",
                        "org.patchbay.sip.RequestVerifier",
                        "org.patchbay.media.MediaSessions");

        assertThat(waiting(runtime))
                .containsExactly(
                        new Waiting("sip.channel: SipCallHandler", "waits for RequestVerifier, MediaSessions"));
        assertThat(Waiting.all(runtime.runtime())).isEqualTo(2);
    }

    @Test
    void saysWhyOneFailedInTheWordsOfTheInnermostCause() {
        var runtime = new FakeRuntime().failed("org.patchbay.sip.stack.internal.SipServer", """
            java.lang.IllegalStateException: can't start
            \tat org.patchbay.Some.method(Some.java:1)
            Caused by: java.net.BindException: port 5060 is in use
            \tat java.base/sun.nio.ch.Net.bind(Net.java:1)
            """);

        assertThat(waiting(runtime))
                .containsExactly(new Waiting("sip.stack: SipServer", "has failed: port 5060 is in use"));
    }

    @Test
    void keepsAFailureThatHasNoMessage() {
        var runtime = new FakeRuntime().failed("org.patchbay.x.internal.X", "java.lang.NullPointerException");

        assertThat(waiting(runtime))
                .extracting(Waiting::reason)
                .containsExactly("has failed: java.lang.NullPointerException");
    }

    @Test
    void namesAConfigurationThatIsMissing() {
        var runtime = new FakeRuntime().unconfigured("org.patchbay.x.internal.X", "org.patchbay.x");

        assertThat(waiting(runtime)).extracting(Waiting::reason).containsExactly("has no configuration org.patchbay.x");
    }

    @Test
    void leavesTheComponentsOfOthersAlone() {
        assertThat(waiting(new FakeRuntime().waiting("org.apache.Some", "org.apache.Other")))
                .isEmpty();
        assertThat(Waiting.of(Optional.empty())).isEmpty();
    }

    private static List<Waiting> waiting(FakeRuntime runtime) {
        return Waiting.of(Optional.of(runtime.runtime()));
    }
}
