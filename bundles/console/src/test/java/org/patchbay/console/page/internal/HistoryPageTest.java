package org.patchbay.console.page.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.console.testing.FakeHistory.id;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeExchange;
import org.patchbay.console.testing.FakeHistory;
import org.patchbay.console.testing.FakeModules;

class HistoryPageTest {
    private static final String PATH = "/patchbay-history";
    private static final String USERS = "etc/users.yaml";
    private static final String OLD = "users:\n  - {number: 1, name: <b>Ann</b>, password: old}";
    private static final String NEW = "users:\n  - {number: 1, name: <b>Ben</b>, password: new}";
    private final FakeHistory history = new FakeHistory().with(USERS, OLD, NEW);
    private final HistoryPage page = new HistoryPage(new FakeModules().with(history));

    @Test
    void listsFilesAndGenerations() throws IOException, ServletException {
        assertThat(get("history", ""))
                .contains("\"file\":\"etc/users.yaml\"")
                .contains("{\"id\":\"" + id(NEW) + "\",\"since\":1000,\"current\":true}")
                .contains("{\"id\":\"" + id(OLD) + "\",\"since\":0,\"current\":false}");
    }

    @Test
    void showsWhatAGenerationHasChangedWithoutPasswords() throws IOException, ServletException {
        assertThat(get("change", id(NEW)))
                .contains("\"before\":\"" + id(OLD) + "\"")
                .contains("{\"kind\":\"same\",\"text\":\"users:\"}")
                .contains("{\"kind\":\"removed\",\"text\":\"  - {number: 1, name: \\u003cb\\u003eAnn")
                .contains("password: (hidden)}")
                .doesNotContain("<", "password: new", "password: old");
        assertThat(get("change", id(OLD))).contains("\"before\":null", "\"kind\":\"added\"");
    }

    @Test
    void hasNoChangeOfWhatIsUnknown() throws IOException, ServletException {
        assertThat(get("change", "0")).startsWith("{\"message\"");
        assertThat(get("other", "0")).startsWith("{\"message\"");
    }

    @Test
    void undoes() throws IOException {
        var exchange = new FakeExchange("POST", PATH).parameter("undo", USERS);

        page.doPost(exchange.request(), exchange.response());

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body()).contains(id(OLD));
        assertThat(history.generations(USERS).getFirst().id()).isEqualTo(id(OLD));
    }

    @Test
    void restores() throws IOException {
        var exchange =
                new FakeExchange("POST", PATH).parameter("restore", USERS).parameter("id", id(OLD));

        page.doPost(exchange.request(), exchange.response());

        assertThat(history.generations(USERS).getFirst().id()).isEqualTo(id(OLD));
    }

    @Test
    void saysWhyNothingWasChanged() throws IOException {
        var unknown = new FakeExchange("POST", PATH).parameter("undo", "../../etc/passwd");
        page.doPost(unknown.request(), unknown.response());
        var incomplete = new FakeExchange("POST", PATH).parameter("restore", USERS);
        page.doPost(incomplete.request(), incomplete.response());
        var away = new FakeExchange("POST", PATH).parameter("undo", USERS);
        new HistoryPage(new FakeModules()).doPost(away.request(), away.response());

        assertThat(unknown.status()).isEqualTo(409);
        assertThat(unknown.body()).contains("Nothing was changed: ");
        assertThat(incomplete.status()).isEqualTo(400);
        assertThat(away.status()).isEqualTo(503);
    }

    private String get(String feed, String id) throws IOException, ServletException {
        var exchange = new FakeExchange("GET", PATH + "/" + feed + ".json")
                .parameter("file", USERS)
                .parameter("id", id);
        page.doGet(exchange.request(), exchange.response());
        return exchange.body();
    }
}
