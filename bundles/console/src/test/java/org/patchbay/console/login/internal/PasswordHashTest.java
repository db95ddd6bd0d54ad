package org.patchbay.console.login.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final byte[] SALT = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String BASE64_32 = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void matchesThePasswordAndNoOther() {
        var hash = PasswordHash.of("Grüße 7", 10_000, SALT);

        assertThat(hash.matches("Grüße 7")).isTrue();
        assertThat(hash.matches("Grüße 8")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void readsWhatItWrote() {
        var hash = PasswordHash.of("secret", 10_000, SALT);

        assertThat(PasswordHash.parse(hash.written())).isEqualTo(hash);
    }

    @Test
    void readsWhatPythonsHashlibMakes() { // hashlib.pbkdf2_hmac("sha256", b"pw", b"0123456789abcdef", 10000, 32)
        var hash = PasswordHash.parse(
                "pbkdf2-sha256$10000$MDEyMzQ1Njc4OWFiY2RlZg==$N/y9DskeeRX2qLMpd24hyTUNiM3IXwAoUyJwZo2LuwA=");

        assertThat(hash.matches("pw")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "$$$",
                "md5$10000$AAAAAAAAAAAAAAAA$",
                "pbkdf2-sha256$x$AAAAAAAAAAAAAAAA$AAAA",
                "pbkdf2-sha256$10000$AAAAAAAAAAAAAAAA$AAAA",
                "pbkdf2-sha256$10000$!!!$!!!"
            })
    void refusesWhatIsNoHashWithoutRepeatingIt(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse(written))
                .withMessageStartingWith("it ")
                .withMessageNotContaining("AAAA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9999", "10000001", "2147483647", "-600000", "99999999999"})
    void refusesIterationsThatAreTooFewOrWouldTakeMinutes(String iterations) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PasswordHash.parse("pbkdf2-sha256$" + iterations + "$AAAAAAAAAAAAAAAAAAAAAA==$" + BASE64_32));
    }

    @Test
    void showsNothingInALog() {
        assertThat(PasswordHash.of("secret", 10_000, SALT)).hasToString("PasswordHash[hidden]");
    }
}
