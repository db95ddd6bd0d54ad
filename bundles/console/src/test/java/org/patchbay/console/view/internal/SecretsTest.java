package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "    password: two words, and more   |    password: (hidden)",
                "  - password: x                     |  - password: (hidden)",
                "  - {number: 1, password: x}        |  - {number: 1, password: (hidden)}",
                "{password: \"a, b}\", number: 1}    |{password: (hidden), number: 1}",
                "{number: 1, 'md5': 'it''s', a: b}   |{number: 1, 'md5': (hidden), a: b}",
                "{sha256: 0a1b,context: internal}    |{sha256: (hidden),context: internal}",
                "password.hash=\"pbkdf2-sha256$6$x\"  |password.hash=(hidden)",
                "#password.hash=x                    |#password.hash=(hidden)",
                "# a password is written here         |# a password is written here",
                "name: Ann                           |name: Ann",
                "password:                           |password:",
            })
    void hidesTheValuesOfSecretKeys(String line, String shown) {
        assertThat(Secrets.hide(line)).isEqualTo(shown);
    }
}
