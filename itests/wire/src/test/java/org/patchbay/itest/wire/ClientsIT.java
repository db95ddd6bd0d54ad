package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Linphone;
import org.patchbay.itest.peer.SipJs;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Programs of others register and call, each over every transport that it speaks (UC-IO). */
@WithServer
class ClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"UDP", "TCP", "TLS"})
    void linphone(Wire wire, PatchbayServer server) {
        String said;
        try (Linphone linphone = new Linphone(wire, TestUsers.next(), Phones.server(server, wire))) {
            said = linphone.registerAndCall("9196");
        }

        assertThat(said).contains("registered, identity=", "LinphoneCallStreamsRunning");
    }

    @Test
    void linphoneWritesAndReads(PatchbayServer server, Phones phones) { // RFC 3428
        SipPhone phone = phones.registered();
        String number = TestUsers.next();
        try (Linphone linphone = new Linphone(Wire.TCP, number, Phones.server(server, Wire.TCP))) {
            linphone.register();

            linphone.write(phone.number(), "Grüße");
            SipMessage arrived = phone.expectRequest("MESSAGE");
            phone.send(arrived.response(200, "OK"));
            linphone.awaitSaid("moving from InProgress to Delivered");
            SipMessage answer = phone.askVerified(
                    phone.newRequest("MESSAGE", phone.uriOf(number)).body("text/plain;charset=utf-8", "Zurück"));
            linphone.awaitSaid(": Zurück");

            assertThat(arrived.body()).isEqualTo("Grüße");
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"UDP", "TCP", "TLS"})
    void baresip(Wire wire, PatchbayServer server) throws IOException {
        Path speech = Speech.of("transports", "one two three four five six seven");
        Baresip phone = new Baresip(
                "over-" + wire.name().toLowerCase(java.util.Locale.ROOT),
                TestUsers.next(),
                Phones.server(server, wire),
                wire,
                speech);

        phone.call("9196", Duration.ofSeconds(4));

        assertThat(Files.size(phone.heard())).isGreaterThan(16_000); // more than a second of echo
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"UDP", "TCP"})
    void sipsak(Wire wire, PatchbayServer server) {
        String number = TestUsers.next();
        String host =
                server.sip().getAddress().getHostAddress() + ":" + server.sip().getPort();
        String port = Integer.toString(Loopback.free(Loopback.address(6, 2)).getPort());
        Command command = Command.of("sipsak", "-U", "-E", wire.name().toLowerCase(java.util.Locale.ROOT))
                .with("-C", "sip:" + number + "@127.0.0.1:" + port, "-l", port, "-x", "60")
                .with("-u", number, "-a", TestUsers.password(number), "-s", "sip:" + number + "@" + host);

        assertThat(command.run(LIMIT).exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"WS", "WSS"})
    void sipJs(Wire wire, PatchbayServer server) {
        Path folder = SipJs.folder();
        InetSocketAddress at = Phones.server(server, wire);
        String number = TestUsers.next();
        String host = at.getAddress().getHostAddress() + ":" + at.getPort();

        String said = Command.of(
                        "node", "phone.js", wire.name().toLowerCase(java.util.Locale.ROOT) + "://" + host + "/")
                .with(
                        number,
                        TestUsers.password(number),
                        host,
                        "9196",
                        Loopback.address(6, 3).getHostAddress())
                .in(folder)
                .start(folder.resolve(wire.name() + ".log"))
                .await(LIMIT)
                .output();

        assertThat(said).contains("registered", "established").containsPattern("heard (4[5-9]|50)");
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void openssl(Tls version, PatchbayServer server) throws IOException {
        InetSocketAddress at = Phones.server(server, Wire.TLS);
        Path folder = Files.createDirectories(Path.of("target", "openssl"));
        Path options = folder.resolve("options");
        Files.writeString(options, """
            OPTIONS sip:a@b SIP/2.0
            Via: SIP/2.0/TLS 127.0.0.1:9;rport;branch=z9hG4bK%s
            From: <sip:a@b>;tag=1
            To: <sip:c@d>
            Call-ID: openssl%s
            CSeq: 1 OPTIONS
            Max-Forwards: 70
            Content-Length: 0

            """.formatted(version, version).replace("\n", "\r\n"));
        String host = at.getAddress().getHostAddress() + ":" + at.getPort();

        String said = Command.of("sh", "-c")
                .with("(cat %s; sleep 1) | openssl s_client -connect %s %s".formatted(options, host, version.option))
                .run(LIMIT)
                .output();

        assertThat(said).contains("SIP/2.0 200 OK", version.said);
    }

    enum Tls {
        V1_2("-tls1_2", "TLSv1.2"),
        V1_3("-tls1_3", "TLSv1.3");

        private final String option;
        private final String said;

        Tls(String option, String said) {
            this.option = option;
            this.said = said;
        }
    }

    @Test
    void opensslIsRefusedWithAnOlderVersion(PatchbayServer server) {
        InetSocketAddress at = Phones.server(server, Wire.TLS);
        String host = at.getAddress().getHostAddress() + ":" + at.getPort();

        String said = Command.of("sh", "-c")
                .with("openssl s_client -connect %s -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null".formatted(host))
                .run(LIMIT)
                .output();

        assertThat(said).contains("alert").doesNotContain("Cipher is ECDHE");
    }
}
