package org.patchbay.console.login.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeExchange;

class ConsoleLoginTest {
    private static final String HASH =
            PasswordHash.of("secret", 10_000, new byte[16]).written();
    private final ConsoleLogin login = login(HASH);

    @Test
    void letsInWhoKnowsThePassword() {
        var exchange = get().basic("admin", "secret");

        assertThat(login.authenticate(exchange.request(), exchange.response())).isEqualTo("admin");
        assertThat(exchange.attributes()).containsValue("admin");
    }

    @Test
    void asksForAPasswordWithOurRealm() { // RFC 7617 section 2
        var exchange = get();

        assertThat(login.authenticate(exchange.request(), exchange.response())).isNull();
        assertThat(exchange.status()).isEqualTo(401);
        assertThat(exchange.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"Patchbay\", charset=\"UTF-8\"");
    }

    @Test
    void refusesTheDefaultPasswordOfTheWebConsole() {
        var exchange = get().basic("admin", "admin");

        assertThat(login.authenticate(exchange.request(), exchange.response())).isNull();
        assertThat(exchange.status()).isEqualTo(401);
    }

    @Test
    void letsNobodyInWithoutAHash() {
        for (String hash : new String[] {"", " ", "admin", "pbkdf2-sha256$1$$"}) {
            var closed = login(hash);
            var exchange = get().basic("admin", hash);

            assertThat(closed.authenticate(exchange.request(), exchange.response()))
                    .isNull();
            assertThat(exchange.status()).isEqualTo(403);
            assertThat(exchange.body()).contains("password.hash");
        }
    }

    @Test
    void takesANewPasswordAtOnceAndForgetsTheOldOne() {
        var first = get().basic("admin", "secret");
        login.authenticate(first.request(), first.response());

        login.use(config(PasswordHash.of("other", 10_000, new byte[16]).written()));

        var old = get().basic("admin", "secret");
        assertThat(login.authenticate(old.request(), old.response())).isNull();
        var fresh = get().basic("admin", "other");
        assertThat(login.authenticate(fresh.request(), fresh.response())).isEqualTo("admin");
    }

    @Test
    void tellsWhoGuessesToWait() {
        for (int i = 0; i < 5; i++) {
            var wrong = get().basic("admin", "guess" + i);
            login.authenticate(wrong.request(), wrong.response());
            assertThat(wrong.status()).isEqualTo(401);
        }

        var next = get().basic("admin", "secret");
        assertThat(login.authenticate(next.request(), next.response())).isNull();
        assertThat(next.status()).isEqualTo(429);
        assertThat(next.headers()).containsKey("Retry-After");
    }

    @Test
    void refusesWhatAnotherSiteMadeTheBrowserSendInSpiteOfItsPassword() {
        var exchange = new FakeExchange("POST", "/bundles")
                .basic("admin", "secret")
                .header("Host", "localhost:8080")
                .header("Origin", "http://evil.example");

        assertThat(login.authenticate(exchange.request(), exchange.response())).isNull();
        assertThat(exchange.status()).isEqualTo(403);
    }

    @Test
    void forbidsFramesAndForeignContentOnEveryAnswer() {
        for (var exchange : new FakeExchange[] {get(), get().basic("admin", "secret")}) {
            login.authenticate(exchange.request(), exchange.response());

            assertThat(exchange.headers())
                    .containsEntry("X-Frame-Options", "SAMEORIGIN")
                    .containsEntry("X-Content-Type-Options", "nosniff");
            assertThat(exchange.headers().get("Content-Security-Policy"))
                    .contains("default-src 'self'")
                    .contains("object-src 'none'");
        }
    }

    @Test
    void letsNobodyInBeforeItHasItsSettings() {
        var exchange = get().basic("admin", "");

        assertThat(new ConsoleLogin().authenticate(exchange.request(), exchange.response()))
                .isNull();
        assertThat(exchange.status()).isEqualTo(403);
    }

    private static ConsoleLogin login(String hash) {
        var login = new ConsoleLogin();
        login.use(config(hash));
        return login;
    }

    private static FakeExchange get() {
        return new FakeExchange("GET", "/patchbay");
    }

    private static LoginConfig config(String hash) {
        return new LoginConfig() {
            @Override
            public String user() {
                return "admin";
            }

            @Override
            public String password_hash() {
                return hash;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return LoginConfig.class;
            }
        };
    }
}
