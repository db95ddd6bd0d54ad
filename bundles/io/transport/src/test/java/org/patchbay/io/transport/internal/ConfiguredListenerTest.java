package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredListenerTest {
    @TempDir
    private java.nio.file.Path home;

    @ParameterizedTest
    @CsvSource({
        "listener.name,' ',listener.name is missing",
        "protocol,sctp,'protocol must be one of [udp, tcp, tls, ws, wss], not sctp'",
        "address,sip.example.com,'address must be an address in numbers, such as 0.0.0.0 or ::, not sip.example.com'",
        "advertise,a:b,'advertise must be HOST or HOST:PORT, not a:b'",
        "advertise,a:99999,'advertise must be HOST or HOST:PORT, not a:99999'",
        "client.auth,maybe,'client.auth must be one of [none, want, need], not maybe'",
        "verify,sometimes,'verify must be one of [host, chain, none], not sometimes'",
    })
    void aWrongWordIsRefusedInTheWordsOfTheFile(String key, String value, String message) {
        assertThatThrownBy(() -> Bench.settings("tls", key, value)).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port",
                "message.bytes.max",
                "queue.bytes.max",
                "connections.max",
                "connections.per.source.max",
                "setup.seconds.max",
                "first.message.seconds.max",
                "message.seconds.max",
                "idle.seconds.max",
                "handshakes.max",
                "handshakes.per.source.max",
                "ping.seconds",
                "pong.seconds"
            })
    void aNumberOutOfItsRangeIsRefusedInTheWordsOfTheFile(String key) {
        assertThatThrownBy(() -> Bench.settings("tls", key, -1)).hasMessageStartingWith(key + " must be ");
    }

    @Test
    void theFileOfAConfigurationIsNamed() {
        assertThat(ConfigurationFile.of(Map.of(
                        "felix.fileinstall.filename", "file:/opt/patchbay/etc/org.patchbay.io.transport-tcp.config")))
                .isEqualTo("etc/org.patchbay.io.transport-tcp.config");
        assertThat(ConfigurationFile.of(Map.of("service.pid", "org.patchbay.io.transport-ws")))
                .isEqualTo("etc/org.patchbay.io.transport-ws.config");
    }

    @ParameterizedTest
    @CsvSource({
        "'',192.0.2.7,5060",
        "203.0.113.9,203.0.113.9,5060",
        "203.0.113.9:5070,203.0.113.9,5070",
        "sip.example.com,sip.example.com,5060",
        "'[2001:db8::1]:5070',2001:db8:0:0:0:0:0:1,5070",
        "2001:db8::1,2001:db8:0:0:0:0:0:1,5060",
    })
    void tellsPeersWhatIsConfigured(String advertise, String host, int port) {
        var local = new InetSocketAddress("192.0.2.7", 5060);

        var advertised = Advertised.of(advertise, local);

        assertThat(advertised.getHostString()).isEqualTo(host);
        assertThat(advertised.getPort()).isEqualTo(port);
    }

    @Test
    void theShippedSettingsAreValid() {
        for (var each : new String[] {"udp", "tcp", "tls", "ws", "wss"}) {
            assertThat(Bench.settings(each).name()).isEqualTo(each);
        }
    }

    @Test
    void noThreadOutlivesTheBundle() throws Exception {
        var bench = new Bench(home);
        for (var each : new String[] {"udp", "tcp", "tls", "ws", "wss"}) {
            bench.open(each).attach(new Recorder());
        }
        var timers = new WheelTimers();
        assertThat(threads()).isPositive();

        long begun = System.nanoTime();
        bench.close();
        timers.stop();

        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MILLISECONDS.toNanos(1500));
        Awaitility.await().atMost(2, TimeUnit.SECONDS).until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("io-"))
                .count();
    }
}
