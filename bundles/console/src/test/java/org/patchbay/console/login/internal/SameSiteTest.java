package org.patchbay.console.login.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.console.testing.FakeExchange;

class SameSiteTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void allowsWhatTheConsolesOwnPagesAskFor(String method) {
        assertThat(allows(request(method).header("Sec-Fetch-Site", "same-origin")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "nonsense"})
    void refusesPostsOfOtherSitesAlsoAsNavigation(String site) {
        var post = request("POST").header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", "navigate");

        assertThat(allows(post)).isFalse();
    }

    @Test
    void allowsALinkFromAnotherSiteButNotItsScripts() {
        var link = request("GET").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate");
        var script = request("GET").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "no-cors");

        assertThat(allows(link)).isTrue();
        assertThat(allows(script)).isFalse();
    }

    @Test
    void looksAtTheOriginWhereTheBrowserSaysNoMore() {
        assertThat(allows(request("POST").header("Origin", "http://pbx.example:8080")))
                .isTrue();
        assertThat(allows(request("POST").header("Origin", "HTTP://PBX.example:8080")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://pbx.example",
                "http://pbx.example:8080.evil.example",
                "null",
                "",
                "::"
            })
    void refusesThePostOfAnotherOrigin(String origin) {
        assertThat(allows(request("POST").header("Origin", origin))).isFalse();
        assertThat(allows(request("GET").header("Origin", origin))).isTrue();
    }

    @Test
    void allowsProgramsThatAreNoBrowser() {
        assertThat(allows(request("POST"))).isTrue();
    }

    private static FakeExchange request(String method) {
        return new FakeExchange(method, "/patchbay-calls").header("Host", "pbx.example:8080");
    }

    private static boolean allows(FakeExchange exchange) {
        return SameSite.allows(exchange.request());
    }
}
