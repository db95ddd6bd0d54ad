package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Hostile loads, each under a talk that loses nothing and calls that come about (UC-SEC). */
@WithServer
class HostileIT {
    private static final long MEGABYTE = 1 << 20;

    private static Attack on(PatchbayServer server, int portDistance) {
        return new Attack(
                new InetSocketAddress(server.sip().getAddress(), server.sip().getPort() + portDistance));
    }

    @Test
    void fiftyThousandStrayResponses(PatchbayServer server, Phones phones) throws Exception {
        Innocent.telephonesDuring(() -> on(server, 0).datagrams(50_000, i -> """
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKstray%d
            From: <sip:a@b>;tag=1
            To: <sip:c@d>;tag=2
            Call-ID: stray%d
            CSeq: 1 INVITE
            Contact: <sip:c@d>
            Content-Length: 0

            """.formatted(i, i)), Wire.UDP, phones);
    }

    @Test
    void hundredMegabytesOfHeaderNamesThatNobodyKnows(PatchbayServer server, Phones phones) throws Exception {
        long before = server.liveBytes();

        Innocent.telephonesDuring(
                () -> {
                    long bytes = on(server, 0).datagrams(16_000, HostileIT::unknownHeaders);
                    assertThat(bytes).isGreaterThan(100 * MEGABYTE);
                    return bytes;
                },
                Wire.UDP,
                phones);

        assertThat(server.liveBytes() - before).isLessThan(10 * MEGABYTE);
    }

    private static String unknownHeaders(int message) {
        String headers = IntStream.range(0, 100)
                .mapToObj(i -> "X-" + "Nobody-Knows-This-Name-And-Never-Will-" + message + "-" + i + ": "
                        + "0123456789012345678\n")
                .collect(Collectors.joining());
        return """
            OPTIONS sip:a@b SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKheaders%d
            From: <sip:a@b>;tag=1
            To: <sip:c@d>
            Call-ID: headers%d
            CSeq: 1 OPTIONS
            Max-Forwards: 70
            %sContent-Length: 0

            """.formatted(message, message, headers);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 21})
    void connectionsThatSendTooSlowly(int portDistance, PatchbayServer server, Phones phones) throws Exception {
        int count = portDistance == 0 ? 2000 : 500;
        Innocent.telephonesDuring(
                () -> {
                    on(server, portDistance).slowConnections(count, "OPTIONS sip:a@b SIP/2.0\r\nVia: ", 20);
                    return null;
                },
                portDistance == 0 ? Wire.TCP : wire(portDistance),
                phones);
    }

    private static Wire wire(int portDistance) {
        return switch (portDistance) {
            case 1 -> Wire.TLS;
            case 20 -> Wire.WS;
            default -> Wire.WSS;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "99999999999999999999", "-1", "x"})
    void lengthsThatNobodyHas(String length, PatchbayServer server, Phones phones) throws Exception {
        String message = """
            OPTIONS sip:a@b SIP/2.0
            Via: SIP/2.0/TCP 127.0.0.1:9;rport;branch=z9hG4bKlength
            From: <sip:a@b>;tag=1
            To: <sip:c@d>
            Call-ID: length
            CSeq: 1 OPTIONS
            Content-Length: %s

            """.formatted(length).replace("\n", "\r\n");
        long before = server.liveBytes();

        Innocent.telephonesDuring(
                () -> {
                    on(server, 0).connections(200, _ -> message.getBytes(StandardCharsets.UTF_8));
                    return null;
                },
                Wire.TCP,
                phones);

        assertThat(server.liveBytes() - before).isLessThan(10 * MEGABYTE);
    }

    @Test
    void aFloodOfRegistrations(PatchbayServer server, Phones phones) throws Exception {
        Innocent.telephonesDuring(
                () -> on(server, 0).datagrams(40_000, i -> """
                    REGISTER sip:b SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKflood%d
                    From: <sip:%d@b>;tag=1
                    To: <sip:%d@b>
                    Call-ID: flood%d
                    CSeq: 1 REGISTER
                    Contact: <sip:a@b>
                    Max-Forwards: 70
                    Content-Length: 0

                    """.formatted(i, i % 5000, i % 5000, i)), Wire.UDP, phones);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svmap", "svwar", "svcrack"})
    void theToolsOfThoseWhoLookForOpenServers(String tool, PatchbayServer server, Phones phones) throws Exception {
        String host = server.sip().getAddress().getHostAddress();
        String port = Integer.toString(server.sip().getPort());
        Path output = Files.createDirectories(Path.of("target", "sipvicious")).resolve(tool + ".log");
        List<String> arguments = switch (tool) {
            case "svmap" -> List.of("-p", port, host);
            case "svwar" -> List.of("-p", port, "-e", "9000-9400", "-m", "REGISTER", "--force", host);
            default -> List.of("-p", port, "-u", "9999", "-r", "1000-2500", host);
        };

        Innocent.telephonesDuring(
                () -> Command.of(tool).with(arguments).start(output).await(Duration.ofSeconds(60)), Wire.UDP, phones);

        String said = Files.readString(output);
        assertThat(said).as("what %s found", tool).doesNotContain("password is", "The password for");
    }

    @Test
    void aFloodOfTlsHandshakes(PatchbayServer server, Phones phones) throws Exception {
        Innocent.telephonesDuring(
                () -> {
                    on(server, 1).connections(2000, i -> Attack.clientHello(i, 20 + i % 500));
                    return null;
                },
                Wire.TLS,
                phones);
    }

    @Test
    void garbageForTheWebSocket(PatchbayServer server, Phones phones) throws Exception {
        byte[] upgrade = """
            GET / HTTP/1.1
            Host: x
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: sip

            """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Innocent.telephonesDuring(
                () -> {
                    on(server, 20).connections(2000, i -> {
                        byte[] noise = Attack.noise(i, 300);
                        if (i % 3 == 0) return noise;
                        byte[] both = java.util.Arrays.copyOf(upgrade, upgrade.length + noise.length);
                        System.arraycopy(noise, 0, both, upgrade.length, noise.length);
                        return both;
                    });
                    return null;
                },
                Wire.WS,
                phones);
    }
}
