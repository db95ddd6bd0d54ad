package org.patchbay.console.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.console.testing.FakeRuntime;

class HealthTest {
    @Test
    void isCriticalWhileAModuleIsAway() {
        var modules = new FakeModules();

        assertThat(new SipHealth(modules).execute().getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(new RtpHealth(modules).execute().getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(new DirectoryHealth(modules).execute().getStatus()).isEqualTo(Result.Status.CRITICAL);
    }

    @Test
    void saysWhereTheSipStackListens() {
        var result = new SipHealth(new FakeModules().withSip("udp", "tcp")).execute();

        assertThat(result.getStatus()).isEqualTo(Result.Status.OK);
        assertThat(result.toString()).contains("192.0.2.1:5060 (udp) and 192.0.2.1:5060 (tcp)");
    }

    @Test
    void isCriticalWhenTheSipStackListensNowhere() {
        assertThat(new SipHealth(new FakeModules().withSip()).execute().getStatus())
                .isEqualTo(Result.Status.CRITICAL);
    }

    @Test
    void warnsWhenThereAreNoUsers() {
        assertThat(new DirectoryHealth(new FakeModules().withDirectory())
                        .execute()
                        .getStatus())
                .isEqualTo(Result.Status.WARN);
        assertThat(new DirectoryHealth(new FakeModules().withUser("1001", ""))
                        .execute()
                        .getStatus())
                .isEqualTo(Result.Status.OK);
    }

    @Test
    void isCriticalWhileAComponentWaitsAndSaysForWhat() {
        var runtime = new FakeRuntime().waiting("org.patchbay.x.internal.X", "org.patchbay.y.Y");

        var result = new ComponentHealth(new FakeModules().with(runtime.runtime())).execute();

        assertThat(result.getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(result.toString()).contains("x: X waits for Y.");
    }

    @Test
    void isOkWhenAllComponentsRun() {
        var runtime = new FakeRuntime().running("org.patchbay.x.internal.X");

        assertThat(new ComponentHealth(new FakeModules().with(runtime.runtime()))
                        .execute()
                        .getStatus())
                .isEqualTo(Result.Status.OK);
    }

    @Test
    void warnsBeforeRtpPortsRunOut() {
        assertThat(rtp(79)).isEqualTo(Result.Status.OK);
        assertThat(rtp(80)).isEqualTo(Result.Status.WARN);
        assertThat(rtp(100)).isEqualTo(Result.Status.CRITICAL);
    }

    private static Result.Status rtp(int inUse) {
        return new RtpHealth(new FakeModules().withPorts(inUse, 100)).execute().getStatus();
    }
}
