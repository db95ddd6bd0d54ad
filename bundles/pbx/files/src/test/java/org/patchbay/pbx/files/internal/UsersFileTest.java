package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.pbx.Subscriber;

class UsersFileTest {
    private static final String ISSUE = """
        # users.yaml
        users:
          - {number: "1001", name: Ann, password: s3cret}
          - {number: "1002", name: Ben, password: s3cret2, context: internal, max-contacts: 5}
        """;

    @Test
    void readsTheUsersOfTheIssueAsWritten() {
        Users users = read(ISSUE);

        assertThat(users.all()).extracting(Subscriber::number).containsExactly("1001", "1002");
        assertThat(users.find("1001").orElseThrow())
                .extracting(Subscriber::name, Subscriber::context, Subscriber::maxContacts)
                .containsExactly("Ann", "internal", 10);
        assertThat(users.find("1002").orElseThrow().maxContacts()).isEqualTo(5);
        assertThat(users.find("1001").orElseThrow().address()).hasToString("1001@patchbay");
    }

    @Test
    void makesBothHashesOfAPassword() { // RFC 7616 section 3.9.1: Mufasa, its realm and password, checked with openssl
        var credentials = UsersFile.read(
                        YamlReader.read("users: [{number: Mufasa, password: Circle of Life}]"), "http-auth@example.org")
                .find("Mufasa")
                .orElseThrow()
                .credentials();

        assertThat(credentials.md5()).contains("3d78807defe7de2157e2b0b6573a855f");
        assertThat(credentials.sha256()).contains("7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232");
    }

    @Test
    void takesOneHashOrBothInsteadOfAPassword() {
        Users users = read("users:\n- {number: 1, md5: " + "A".repeat(32) + "}\n- {number: 2, md5: " + "0".repeat(32)
                + ", sha256: " + "f".repeat(64) + "}");

        assertThat(users.find("1").orElseThrow().credentials().md5()).contains("a".repeat(32));
        assertThat(users.find("1").orElseThrow().credentials().sha256()).isEqualTo(Optional.empty());
        assertThat(users.find("2").orElseThrow().credentials().sha256()).contains("f".repeat(64));
    }

    @Test
    void letsMediaGoPastTheServerOnlyWhereItIsSaid() {
        Users users = read(
                "users: [{number: 1, password: x, media: direct}, {number: 2, password: x, media: relayed}, {number: 3,"
                        + " password: x}]");

        assertThat(users.all()).extracting(Subscriber::directMedia).containsExactly(true, false, false);
    }

    @Test
    void refusesMediaOfAnotherWay() {
        assertThatThrownBy(() -> read("users:\n- {number: 1, password: x, media: yes}"))
                .hasMessageStartingWith("line 2")
                .hasMessageContaining("media must be direct or relayed");
    }

    @Test
    void offersSrtpOnlyWhereItIsSaid() {
        Users users = read(
                "users: [{number: 1, password: x, srtp: required}, {number: 2, password: x, srtp: optional}, {number:"
                        + " 3, password: x, srtp: off}, {number: 4, password: x}]");

        assertThat(users.all())
                .extracting(Subscriber::srtp)
                .containsExactly(SrtpPolicy.REQUIRED, SrtpPolicy.OPTIONAL, SrtpPolicy.OFF, SrtpPolicy.OFF);
    }

    @Test
    void refusesSrtpOfAnotherKind() {
        assertThatThrownBy(() -> read("users:\n- {number: 1, password: x, srtp: yes}"))
                .hasMessageStartingWith("line 2")
                .hasMessageContaining("srtp must be off, optional or required");
    }

    @Test
    void readsHowKeysArePressed() {
        Users users = read(
                "users: [{number: 1, password: x, dtmf: rfc4733}, {number: 2, password: x, dtmf: info}, {number: 3,"
                    + " password: x, dtmf: inband}, {number: 4, password: x, dtmf: auto}, {number: 5, password: x}]");

        assertThat(users.all())
                .extracting(Subscriber::dtmf)
                .containsExactly(
                        DigitPolicy.RFC4733, DigitPolicy.INFO, DigitPolicy.INBAND, DigitPolicy.AUTO, DigitPolicy.AUTO);
    }

    @Test
    void refusesAnotherWayOfPressingKeys() {
        assertThatThrownBy(() -> read("users:\n- {number: 1, password: x, dtmf: tones}"))
                .hasMessageStartingWith("line 2")
                .hasMessageContaining("dtmf must be auto, rfc4733, info or inband");
    }

    @Test
    void keepsTheZeroInFrontOfANumberWithoutQuotes() {
        assertThat(read("users: [{number: 0100, password: x}]").find("0100")).isPresent();
    }

    @Test
    void acceptsAnEmptyList() {
        assertThat(read("users: []").all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        users: {number: 1}                                  | line 1, column 8: users must be a list
        accounts: []                                        | line 1, column 1: the file has no key accounts; it may have users
        users: [1001]                                       | line 1, column 9: a user must be written as key: value
        users: [{name: Ann, password: x}]                   | line 1, column 9: a user has no number
        users: [{number: 1, passwort: x}]                   | line 1, column 21: a user has no key passwort
        users: [{number: 1, number: 2}]                     | line 1, column 21: the key number is here twice
        users: [{number: 1, password: }]                    | line 1, column 30: password has no value
        users: [{number: 1, password: [x]}]                 | line 1, column 31: password must be a text or a number
        users: [{number: 1}]                                | line 1, column 18: the user 1 has no password
        users: [{number: 1, md5: abc}]                      | line 1, column 26: md5 must be 32 hexadecimal digits
        users: [{number: 1, sha256: xyz}]                   | line 1, column 29: sha256 must be 64 hexadecimal digits
        users: [{number: 1, password: x, md5: 00000000000000000000000000000000}] | a password and a hash
        users: [{number: 'a b', password: x}]               | the number 'a b' has a character that can't be used there
        users: [{number: 'a@b', password: x}]               | the number 'a@b' has a character
        users: [{number: 1, password: x, max-contacts: 0}]  | max-contacts must be a number from 1 to 100
        users: [{number: 1, password: x, max-contacts: 101}]| max-contacts must be a number from 1 to 100
        users: [{number: 1, password: x, max-contacts: ten}]| max-contacts must be a number from 1 to 100
        users: [{number: 1, password: x, context: 'a b'}]   | the context 'a b' has a character
        users: [{number: 1, password: x, name: "a\\r\\nb"}] | name contains a line break
        """)
    void refusesAWrongFileWithItsPlace(String file, String reason) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(Refusal.class).hasMessageContaining(reason);
    }

    @Test
    void namesBothPlacesOfANumberThatIsThereTwice() {
        assertThatThrownBy(() -> read("users:\n- {number: 1, password: a}\n- {number: '1', password: b}"))
                .hasMessage("line 3, column 12: the number 1 is taken by the user in line 2");
    }

    @Test
    void neverRepeatsAPasswordThatWasWrittenAsAHash() {
        assertThatThrownBy(() -> read("users: [{number: 1, md5: s3cret}]"))
                .message()
                .doesNotContain("s3cret");
    }

    private static Users read(String file) {
        return UsersFile.read(YamlReader.read(file), "patchbay");
    }
}
