package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.pbx.Trunk;

class TrunksFileTest {
    @TempDir
    Path home;

    @Test
    void readsATrunkWithEverythingThatItCanHave() {
        Trunk trunk = only("""
            trunks:
              - name: carrier
                server: [sip.example.net, "192.0.2.7:5070", "sip:sip2.example.net;transport=tls"]
                transport: tcp
                register: yes
                user: "030123"
                auth.user: acc-7
                password: secret
                from.user: "+4930123"
                from.domain: example.net
                expires: 600
                context: outside
                match: [192.0.2.0/24, peer.example.net, line]
                trusted: yes
                diversion: yes
                media: direct
                srtp: required
                dtmf: info
                options.seconds: 15
                channels.max: 4
            """);

        assertThat(trunk.servers())
                .containsExactly(
                        "sip:sip.example.net;transport=tcp",
                        "sip:192.0.2.7:5070;transport=tcp",
                        "sip:sip2.example.net;transport=tls");
        assertThat(trunk.login()).contains(new Trunk.Login("030123", "acc-7", "secret"));
        assertThat(trunk.registers()).isTrue();
        assertThat(trunk.from()).isEqualTo(new Trunk.From(Optional.of("+4930123"), Optional.of("example.net")));
        assertThat(trunk.expires()).isEqualTo(Duration.ofMinutes(10));
        assertThat(trunk.entry())
                .isEqualTo(new Trunk.Entry("outside", List.of("192.0.2.0/24", "peer.example.net"), true, true));
        assertThat(trunk.trusted()).isTrue();
        assertThat(trunk.diversion()).isTrue();
        assertThat(trunk.directMedia()).isTrue();
        assertThat(trunk.srtp()).isEqualTo(SrtpPolicy.REQUIRED);
        assertThat(trunk.dtmf()).isEqualTo(DigitPolicy.INFO);
        assertThat(trunk.health()).isEqualTo(Duration.ofSeconds(15));
        assertThat(trunk.channelsMax()).isEqualTo(OptionalInt.of(4));
    }

    @Test
    void needsLittleMoreThanAServer() {
        Trunk trunk = only("trunks: [{name: b, server: 192.0.2.7}]");

        assertThat(trunk.servers()).containsExactly("sip:192.0.2.7");
        assertThat(trunk.login()).isEmpty();
        assertThat(trunk.directMedia()).isFalse();
        assertThat(trunk.srtp()).isEqualTo(SrtpPolicy.OFF);
        assertThat(trunk.entry()).isEqualTo(new Trunk.Entry("incoming", List.of(), true, false));
        assertThat(trunk.health()).isEqualTo(Duration.ofSeconds(30));
        assertThat(trunk.channelsMax()).isEmpty();
    }

    @Test
    void recognisesByTheLineAloneWhenThatIsAllThatMatches() {
        Trunk trunk = only("trunks: [{name: b, server: h, register: yes, user: u, password: p, match: line}]");

        assertThat(trunk.entry()).isEqualTo(new Trunk.Entry("incoming", List.of(), false, true));
    }

    @Test
    void leavesOutWhatIsSwitchedOffButStillChecksIt() {
        assertThat(read("trunks: [{name: a, server: h, enabled: no}]").enabled())
                .isEmpty();
        assertThatThrownBy(() -> read("trunks: [{name: a, enabled: no}]")).hasMessageContaining("has no server");
    }

    @Test
    void takesThePasswordFromAFileOrAProperty() throws IOException {
        Files.writeString(home.resolve("s"), "from file\n");

        assertThat(password("password.file: s")).isEqualTo("from file");
        assertThat(password("password.property: p")).isEqualTo("from property");
    }

    @Test
    void neverShowsAPassword() {
        Trunk trunk = only("trunks: [{name: a, server: h, user: u, password: hunter2}]");

        assertThat(trunk.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> read("trunks: [{name: a, server: h, password: hunter2}]"))
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "h:5060", "sip:h", "sips:h:5061", "sip:[2001:db8::7]:5060;transport=udp", "a-b.c"})
    void takesServersLike(String server) {
        assertThat(only("trunks: [{name: a, server: \"" + server + "\"}]").servers())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:u@h", "h:0", "h:65536", "h;transport=x", "a b", "http://h", "[h", "h;lr", "-h", "h\\\"x"})
    void refusesServersLike(String server) {
        assertThatThrownBy(() -> read("trunks: [{name: a, server: \"" + server + "\"}]"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("line 1, column 28")
                .hasMessageContaining("no server such as");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: h, register: yes | can't register without a user",
                "server: h, auth.user: u | must have a user",
                "server: h, password: u | must have a user",
                "server: h, user: u, password: a, password.file: b | write only one of",
                "server: h, user: u, password.file: none | can't be read from the file none",
                "server: h, user: u, password.property: none | no property none",
                "server: h, user: 'a\"b' | can't be used there",
                "server: [] | 1 to 8 servers",
                "server: h, transport: sctp | transport must be one of tcp, tls, udp, ws, wss",
                "server: h, expires: 30 | expires must be a number from 60 to 86400",
                "server: h, options.seconds: 1 | options.seconds must be a number from 5 to 3600",
                "server: h, channels.max: 0 | channels.max must be a number from 1",
                "server: h, register: maybe | register must be yes or no",
                "server: h, match: 192.0.2.0/33 | no range such as",
                "server: h, match: 300.0.0.1 | no address such as",
                "server: h, match: 'a b' | no host name",
                "server: h, match: line | has no line to be matched by",
                "server: h, context: 'a b' | can't be used there",
                "server: h, secret: x | a trunk has no key secret",
            })
    void refusesATrunkWith(String keys, String reason) {
        assertThatThrownBy(() -> read("trunks: [{name: a, " + keys + "}]"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("line 1, column ")
                .hasMessageContaining(reason);
    }

    @Test
    void tellsOfDiversionsOnlyWhoIsTrusted() {
        assertThatThrownBy(() -> only("""
            trunks:
              - name: carrier
                server: sip.example.net
                diversion: yes
            """)).isInstanceOf(Refusal.class).hasMessageContaining("trusted");
    }

    @Test
    void refusesMediaOfAnotherWay() {
        assertThatThrownBy(() -> read("trunks:\n- name: a\n  server: h\n  media: bypass"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("line 4")
                .hasMessageContaining("media must be direct or relayed");
    }

    @Test
    void refusesTwoTrunksOfOneName() {
        assertThatThrownBy(() -> read("trunks:\n- {name: a, server: h}\n- {name: a, server: i}"))
                .hasMessageStartingWith("line 3")
                .hasMessageContaining("taken by the trunk in line 2");
    }

    private String password(String key) {
        return only("trunks: [{name: a, server: h, user: u, " + key + "}]")
                .login()
                .orElseThrow()
                .password();
    }

    private Trunk only(String text) {
        assertThat(read(text).enabled()).hasSize(1);
        return read(text).enabled().getFirst();
    }

    private TrunksFile.Content read(String text) {
        var secrets = new Secrets(home, name -> name.equals("p") ? "from property" : "");
        return TrunksFile.read(YamlReader.read(text), secrets);
    }
}
