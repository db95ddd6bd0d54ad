package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path etc;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = etc.resolve("org.patchbay.io.transport-udp.config");
    }

    @Test
    void fallsBackWithoutAnyFile() throws IOException {
        assertThat(Settings.read(etc, Map.of()).sip()).hasToString("/0.0.0.0:5060");
    }

    @Test
    void takesTheDefaultOfAReference() throws IOException {
        Files.writeString(file, "port=\"$[prop:patchbay.sip.port;type=Integer;default=5062]\"\n");

        assertThat(Settings.read(etc, Map.of()).sip().getPort()).isEqualTo(5062);
    }

    @Test
    void takesWhatTheConsoleSaved() throws IOException {
        Files.writeString(file, "# a comment\naddress = \"127.0.0.1\"\nport = I\"5063\"\n");

        assertThat(Settings.read(etc, Map.of()).sip()).hasToString("/127.0.0.1:5063");
    }

    @Test
    void prefersTheCommandLine() throws IOException {
        Files.writeString(file, "port=I\"5063\"\n");

        var settings = Settings.read(etc, Map.of(Setting.SIP_PORT, "5064"));

        assertThat(settings.sip().getPort()).isEqualTo(5064);
        assertThat(settings.properties()).containsEntry("patchbay.sip.port", "5064");
    }

    @Test
    void movesTheOtherTransportsAlongWithSip() throws IOException {
        var settings = Settings.read(etc, Map.of(Setting.SIP_PORT, "5070", Setting.SIP_WS_PORT, "8088"));

        assertThat(settings.properties())
                .containsEntry("patchbay.sip.tls.port", "5071")
                .containsEntry("patchbay.sip.ws.port", "8088")
                .containsEntry("patchbay.sip.wss.port", "5091");
    }

    @ParameterizedTest
    @CsvSource({
        "pbx.example.org:5070,pbx.example.org",
        "192.0.2.1,192.0.2.1",
        "[2001:db8::1]:5070,[2001:db8::1]",
        "2001:db8::5:1,2001:db8::5:1"
    })
    void tellsTheOtherTransportsTheHostWithoutThePort(String advertised, String host) throws IOException {
        var settings = Settings.read(etc, Map.of(Setting.ADVERTISE, advertised));

        assertThat(settings.properties()).containsEntry("patchbay.advertise.host", host);
    }

    @Test
    void takesAnEmptyDefaultForNone() throws IOException {
        Files.writeString(file, "advertise=\"$[prop:patchbay.advertise;default=]\"\n");

        assertThat(Settings.read(etc, Map.of()).value(Setting.ADVERTISE)).isEmpty();
    }

    @Test
    void namesTheFileOfABadValue() throws IOException {
        Files.writeString(file, "port=I\"70000\"\n");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Settings.read(etc, Map.of()))
                .withMessageContaining(file + ": port 70000: expected a port number");
    }
}
