package org.patchbay.console.login.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
    @Test
    void splitsAtTheFirstColon() { // RFC 7617 section 2: a password may have colons, a user id may not
        assertThat(BasicCredentials.of(header("admin:a:b"))).contains(new BasicCredentials("admin", "a:b"));
    }

    @Test
    void readsUtf8AndAnyCaseOfTheScheme() { // RFC 7617 section 2.1, RFC 9110 section 11.1
        String header = "bASIC " + Base64.getEncoder().encodeToString("Ä:ö€".getBytes(StandardCharsets.UTF_8));

        assertThat(BasicCredentials.of(header)).contains(new BasicCredentials("Ä", "ö€"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!!", "Basic YWRtaW4=", "Bearer YTpi", "Digest username=a"})
    void takesNothingElse(String header) {
        assertThat(BasicCredentials.of(header)).isEmpty();
    }

    @Test
    void takesNoHeaderAndNoneThatIsTooLong() {
        assertThat(BasicCredentials.of(null)).isEmpty();
        assertThat(BasicCredentials.of(header("admin:" + "x".repeat(2_000)))).isEmpty();
    }

    @Test
    void survivesAnyOctets() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            String garbled = new String(octets, StandardCharsets.ISO_8859_1);

            assertThat(BasicCredentials.of("Basic " + garbled)).isNotNull();
            Optional<BasicCredentials> decoded =
                    BasicCredentials.of("Basic " + Base64.getEncoder().encodeToString(octets));
            decoded.ifPresent(given -> assertThat(given.user()).doesNotContain(":"));
        }
    }

    private static String header(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
