package org.patchbay.console.page.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.console.testing.FakeDeployments.ECHO;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.application.Deployment.State;
import org.patchbay.console.testing.FakeDeployments;
import org.patchbay.console.testing.FakeExchange;
import org.patchbay.console.testing.FakeModules;

class FeaturesPageTest {
    private static final String PATH = "/patchbay-features";
    private final FakeDeployments deployments =
            new FakeDeployments().with(ECHO, "1.0.0", State.CURRENT, "<script>alert(1)</script>");
    private final FeaturesPage page = new FeaturesPage(new FakeModules().with(deployments));

    @Test
    void givesHostileReasonsAsHarmlessJson() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", PATH + "/features.json");

        page.doGet(exchange.request(), exchange.response());

        assertThat(exchange.body())
                .contains("\"name\":\"echo\"", "\"state\":\"CURRENT\"", "\"calls\":2", "\"since\":0", "\"canary\":null")
                .contains("\\u003cscript\\u003e")
                .doesNotContain("<");
    }

    @Test
    void deploysWhatIsUploaded() throws IOException {
        var exchange = upload("echo-1.1.jar").content(new byte[9], 9);

        post(exchange);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body()).startsWith("{\"message\":\"echo 1.1.0 is in use\",\"versions\":[{");
        assertThat(deployments.asked()).containsExactly("deploy echo-1.1.jar of 9 octets at 100 %");
    }

    @Test
    void neverTakesAJarForAForm() throws IOException {
        var exchange = upload("echo.jar")
                .query("deploy=echo.jar")
                .header("Content-Type", "application/x-www-form-urlencoded");

        post(exchange);

        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.body()).contains("application/octet-stream");
    }

    @Test
    void deploysForAShareOfCalls() throws IOException {
        post(upload("echo.zip").parameter("percent", "10").content(new byte[1], -1));

        assertThat(deployments.asked()).containsExactly("deploy echo.zip of 1 octets at 10 %");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../echo.jar",
                "/etc/echo.jar",
                "a/b.jar",
                "a\\b.jar",
                ".hidden.jar",
                "echo.jar\0.zip",
                "echo.war",
                "",
                "<b>.jar",
                "echo.jar\n",
                "-rf.jar"
            })
    void refusesNamesThatLeadElsewhere(String name) throws IOException {
        var exchange = upload(name).content(new byte[1], 1);

        post(exchange);

        assertThat(exchange.status()).isEqualTo(409);
        assertThat(exchange.body()).contains("must be a .jar or .zip").doesNotContain("<b>");
        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void refusesWhatIsAnnouncedTooLarge() throws IOException {
        var exchange = upload("echo.jar").content(new byte[0], FeaturesPage.MOST_BYTES + 1);

        post(exchange);

        assertThat(exchange.status()).isEqualTo(413);
        assertThat(exchange.body()).contains("larger than 64 MB");
        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void refusesWhatTurnsOutTooLarge() throws IOException {
        var exchange = upload("echo.jar").content(new byte[(int) FeaturesPage.MOST_BYTES + 1], -1);

        post(exchange);

        assertThat(exchange.status()).isEqualTo(413);
        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void saysWhyAnUploadWasRefused() throws IOException {
        deployments.refusing("echo 0.9.0 is lower than 1.0.0, which is in use.");
        var exchange = upload("echo.jar");

        post(exchange);

        assertThat(exchange.status()).isEqualTo(409);
        assertThat(exchange.body()).isEqualTo("{\"message\":\"echo 0.9.0 is lower than 1.0.0, which is in use.\"}");
    }

    @Test
    void doesWhatItsButtonsSay() throws IOException {
        post(action("rollback"));
        post(action("promote"));
        post(action("takeover"));
        post(action("canary").parameter("percent", "20").parameter("users", " 1002, 1001;1001 "));

        assertThat(deployments.asked())
                .containsExactly(
                        "roll back " + ECHO,
                        "promote " + ECHO,
                        "take over " + ECHO,
                        "canary " + ECHO + " 20 [1001, 1002]");
    }

    @Test
    void refusesWhatIsIncomplete() throws IOException {
        for (var wrong : new FakeExchange[] {
            new FakeExchange("POST", PATH),
            new FakeExchange("POST", PATH).parameter("action", "promote"),
            action("format the disk"),
            action("canary"),
            action("canary").parameter("percent", "1e9"),
            upload("echo.jar").parameter("percent", "all")
        }) {
            post(wrong);
            assertThat(wrong.status()).isEqualTo(400);
        }
        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void saysThatTheModuleIsAway() throws IOException, ServletException {
        var away = new FeaturesPage(new FakeModules());
        var post = action("promote");
        var get = new FakeExchange("GET", PATH + "/features.json");

        away.doPost(post.request(), post.response());
        away.doGet(get.request(), get.response());

        assertThat(post.status()).isEqualTo(409);
        assertThat(post.body()).contains("not running");
        assertThat(get.body()).startsWith("{\"running\":false,");
    }

    @Test
    void changesNothingAtAGet() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", PATH + "/features.json")
                .parameter("action", "promote")
                .parameter("feature", ECHO);

        page.doGet(exchange.request(), exchange.response());

        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void rendersMarkupThatHoldsNoValues() throws IOException, ServletException {
        var exchange = new FakeExchange("GET", PATH);

        page.renderContent(exchange.request(), exchange.response());

        assertThat(exchange.body()).contains("id=\"patchbay\"").doesNotContain("alert(", "1.0.0");
    }

    private static FakeExchange upload(String name) {
        return new FakeExchange("POST", PATH).parameter("deploy", name);
    }

    private static FakeExchange action(String action) {
        return new FakeExchange("POST", PATH).parameter("action", action).parameter("feature", ECHO);
    }

    private void post(FakeExchange exchange) throws IOException {
        page.doPost(exchange.request(), exchange.response());
    }
}
