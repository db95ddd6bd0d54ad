package org.patchbay.console.page.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.console.testing.FakeExchange;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.console.testing.StuckRuns;
import org.patchbay.media.MediaStatistics;

class CallsPageTest {
    private final FakeModules modules = new FakeModules().with(call("<script>alert(1)</script>"));
    private final CallsPage page = new CallsPage(modules);

    @Test
    void hangsUpTheCallThatAPostNames() throws IOException {
        var exchange = new FakeExchange("POST", "/patchbay-calls").parameter("hangup", "c-1");

        page.doPost(exchange.request(), exchange.response());

        assertThat(modules.cleared()).containsEntry("c-1", Cause.NORMAL_CLEARING);
        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void neverHangsUpAtAGet() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", "/patchbay-calls/calls.json").parameter("hangup", "c-1");

        page.doGet(exchange.request(), exchange.response());

        assertThat(modules.cleared()).isEmpty();
    }

    @Test
    void saysThatACallHasEndedAlready() throws IOException {
        var exchange = new FakeExchange("POST", "/patchbay-calls").parameter("hangup", "c-99");

        page.doPost(exchange.request(), exchange.response());

        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.body()).contains("already ended");
    }

    @Test
    void showsStuckApplicationsWithTheirStack() throws IOException, ServletException {
        modules.withStuck(StuckRuns.run("c-7", "computes <outside> of any verb"));
        var exchange = new FakeExchange("GET", "/patchbay-calls/stuck.json");

        page.doGet(exchange.request(), exchange.response());

        assertThat(exchange.body())
                .contains("\"call\":\"c-7\"", "\"feature\":\"quiz\"", "\"version\":\"1.2.0\"")
                .contains("\"stack\":[\"com.example.Quiz.spin(Quiz.java:7)\"")
                .doesNotContain("<");
    }

    @Test
    void endsACallWhoseApplicationIsStuck() throws IOException {
        modules.withStuck(StuckRuns.run("c-7", "computes"));
        var first = new FakeExchange("POST", "/patchbay-calls").parameter("end", "c-7");
        page.doPost(first.request(), first.response());
        var second = new FakeExchange("POST", "/patchbay-calls").parameter("end", "c-7");
        page.doPost(second.request(), second.response());

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(404);
    }

    @Test
    void asksWhichCallIsMeant() throws IOException {
        var exchange = new FakeExchange("POST", "/patchbay-calls");

        page.doPost(exchange.request(), exchange.response());

        assertThat(exchange.status()).isEqualTo(400);
    }

    @Test
    void givesHostileNamesAsHarmlessJson() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", "/patchbay-calls/calls.json");

        page.doGet(exchange.request(), exchange.response());

        assertThat(exchange.headers()).containsEntry("Content-Type", "application/json;charset=utf-8");
        assertThat(exchange.body()).contains("\\u003cscript\\u003e").doesNotContain("<");
    }

    @Test
    void hasNoOtherJson() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", "/patchbay-calls/other.json");

        page.doGet(exchange.request(), exchange.response());

        assertThat(exchange.status()).isEqualTo(404);
    }

    @Test
    void rendersMarkupThatHoldsNoValues() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", "/patchbay-calls");

        page.renderContent(exchange.request(), exchange.response());

        assertThat(exchange.body()).contains("id=\"patchbay\"").doesNotContain("alert(", "c-1");
    }

    private static CallSnapshot call(String name) {
        var media = new MediaStatistics(0, 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO);
        return new CallSnapshot(
                "c-1",
                Instant.EPOCH,
                Optional.empty(),
                new Party("1001", name),
                "1002",
                Optional.empty(),
                "ringing",
                List.of(new CallSnapshot.Leg("sip-1", "1001", false, media)));
    }
}
