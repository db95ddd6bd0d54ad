package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.io.Flow;

class TlsTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    // made once, since that takes a while
    private static KeyPair ownKey;
    private static KeyPair otherKey;

    @TempDir
    private Path home;

    private Bench bench;
    private final Recorder receiver = new Recorder();

    @BeforeAll
    static void makeKeys() throws Exception {
        ownKey = SelfSigned.newKey();
        otherKey = SelfSigned.newKey();
    }

    @BeforeEach
    void begin() throws Exception {
        bench = new Bench(home);
        make("patchbay", "localhost", "127.0.0.1");
    }

    private void forgetCertificate() throws IOException {
        Files.delete(crt("patchbay"));
        Files.delete(key("patchbay"));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    static boolean openssl() {
        return Files.isExecutable(OPENSSL);
    }

    private ConfiguredListener open(Object... settings) {
        var listener = bench.open("tls", settings);
        listener.attach(receiver);
        return listener;
    }

    private Path crt(String name) {
        return home.resolve("etc/tls/" + name + ".crt");
    }

    private Path make(String name, String... hosts) throws Exception {
        return make(ownKey, name, hosts);
    }

    private Path make(KeyPair pair, String name, String... hosts) throws Exception {
        SelfSigned.write(crt(name), key(name), pair, List.of(hosts), Instant.now());
        return crt(name);
    }

    private Path key(String name) {
        return home.resolve("etc/tls/" + name + ".key");
    }

    private static SSLContext context(Path trusted, @Nullable Identity mine) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", Pem.certificates(trusted).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        var keys = mine == null ? null : new KeyManager[] {new IdentityKeys(List.of(mine))};
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private SSLSocket connect(ConfiguredListener listener, SSLContext context, String protocol, String host)
            throws IOException {
        var plain = bench.connect(listener);
        var socket = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, host, listener.local().getPort(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        var parameters = socket.getSSLParameters();
        if (host.contains(".") && !host.startsWith("127")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private SSLSocket connect(ConfiguredListener listener) throws Exception {
        return connect(listener, context(crt("patchbay"), null), "TLSv1.3", "localhost");
    }

    private static void awaitRefused(ConfiguredListener listener, String cause) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(listener.counters().refused().get(cause)).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void exchangesMessagesWithACertificateThatItMadeItself(String protocol) throws Exception {
        forgetCertificate();
        var listener = open("advertise", "sip.example.com");
        var phone = connect(listener, context(crt("patchbay"), null), protocol, "localhost");

        Bench.write(phone, Bench.message("x".repeat(40_000)));
        var received = receiver.next();
        received.flow().send(Bench.bytes("y".repeat(100_000)), Flow.Outcome.IGNORED);

        assertThat(received.message()).hasSize(Bench.message("x".repeat(40_000)).length);
        assertThat(Bench.read(phone, 100_000)).isEqualTo("y".repeat(100_000));
        assertThat(phone.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(received.flow().peerName()).isEmpty();
        received.flow().close();
        assertThat(phone.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void theCertificateThatItMakesIsValidAndItsKeyIsItsOwners() throws Exception {
        forgetCertificate();
        open("advertise", "sip.example.com");

        var certificate = Pem.certificates(crt("patchbay")).getFirst();
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=sip.example.com");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(each -> (Object) each.get(1))
                .containsExactly("sip.example.com", "localhost", "127.0.0.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        var key = home.resolve("etc/tls/patchbay.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        var before = Files.readString(crt("patchbay"));
        bench.open("wss");
        assertThat(Files.readString(crt("patchbay"))).isEqualTo(before);
    }

    @Test
    @EnabledIf("openssl")
    void opensslReadsTheCertificateThatItMakes() throws Exception {
        forgetCertificate();
        open("advertise", "sip.example.com");

        var text =
                run("openssl", "x509", "-noout", "-text", "-in", crt("patchbay").toString());

        assertThat(text)
                .contains(
                        "Version: 3 (0x2)", "CN = sip.example.com", "sha256WithRSAEncryption", "Public-Key: (2048 bit)")
                .contains("DNS:sip.example.com, DNS:localhost, IP Address:127.0.0.1", "CA:FALSE");
        assertThat(run(
                        "openssl",
                        "verify",
                        "-CAfile",
                        crt("patchbay").toString(),
                        crt("patchbay").toString()))
                .contains("OK");
    }

    private static String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnabledIf("openssl")
    @CsvSource({"-tls1_3,TLSv1.3", "-tls1_2,TLSv1.2"})
    void opensslSpeaksWithIt(String option, String protocol) throws Exception {
        var listener = open();
        var process = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        option,
                        "-quiet",
                        "-verify_return_error",
                        "-CAfile",
                        crt("patchbay").toString(),
                        "-connect",
                        "127.0.0.1:" + listener.local().getPort())
                .redirectError(home.resolve("openssl.log").toFile())
                .start();
        try {
            process.getOutputStream().write(Bench.message("from openssl"));
            process.getOutputStream().flush();
            var received = receiver.next();
            received.flow().send(Bench.bytes("answer\n"), Flow.Outcome.IGNORED);

            assertThat(received.text()).endsWith("from openssl");
            assertThat(Bench.text(process.getInputStream().readNBytes(7))).isEqualTo("answer\n");
            assertThat(protocol).startsWith("TLSv1");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledIf("openssl")
    void refusesOlderVersions() throws Exception { // RFC 8996
        var listener = open();

        var log = run(
                "openssl",
                "s_client",
                "-tls1_1",
                "-cipher",
                "ALL:@SECLEVEL=0",
                "-connect",
                "127.0.0.1:" + listener.local().getPort());

        assertThat(log).containsIgnoringCase("alert");
        awaitRefused(listener, "TLS handshake failed");
    }

    private static String subject(SSLSocket socket) throws SSLException {
        var first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return first.getSubjectX500Principal().getName();
    }

    @Test
    void choosesTheCertificateByTheHostThatIsAskedFor() throws Exception { // RFC 6066 section 3
        make("patchbay", "default.example.com");
        make("other.example.com", "other.example.com", "*.wild.example.com");
        var listener = open();

        for (var each : List.of("other.example.com", "a.wild.example.com")) {
            var phone = connect(listener, context(crt("other.example.com"), null), "TLSv1.3", each);
            phone.startHandshake();
            assertThat(subject(phone)).isEqualTo("CN=other.example.com");
        }
        var phone = connect(listener, context(crt("patchbay"), null), "TLSv1.2", "unknown.example.com");
        phone.startHandshake();
        assertThat(subject(phone)).isEqualTo("CN=default.example.com");
    }

    @Test
    void readsChangedCertificatesAndKeepsTheOldOnesWhenTheNewAreBroken() throws Exception {
        make("patchbay", "old.example.com");
        var listener = open();
        var before = connect(listener, context(crt("patchbay"), null), "TLSv1.3", "localhost");
        before.startHandshake();

        make("patchbay", "renewed.example.com");
        listener.checkFiles();
        var renewed = context(crt("patchbay"), null);
        var phone = connect(listener, renewed, "TLSv1.3", "localhost");
        phone.startHandshake();
        assertThat(subject(phone)).isEqualTo("CN=renewed.example.com");
        Bench.write(before, Bench.message("still up"));
        assertThat(receiver.next().text()).endsWith("still up");

        Files.writeString(crt("patchbay"), "broken");
        listener.checkFiles();
        var after = connect(listener, renewed, "TLSv1.3", "localhost");
        after.startHandshake();
        assertThat(subject(after)).isEqualTo("CN=renewed.example.com");
    }

    @Test
    void aKeyOfAnotherCertificateKeepsTheListenerDown() throws Exception {
        make("patchbay", "a");
        make(otherKey, "b", "b");
        Files.copy(
                home.resolve("etc/tls/b.key"),
                home.resolve("etc/tls/patchbay.key"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(this::open)
                .isInstanceOf(ListenerDownException.class)
                .hasMessageContaining("is not the key of");
        Files.delete(home.resolve("etc/tls/patchbay.key"));
        assertThatThrownBy(this::open).isInstanceOf(ListenerDownException.class);
    }

    @Test
    @EnabledIf("openssl")
    void readsEveryUsualFormOfKey() throws Exception {
        make("patchbay", "a");
        var key = home.resolve("etc/tls/patchbay.key").toString();
        var traditional = home.resolve("traditional.key");
        run("openssl", "rsa", "-traditional", "-in", key, "-out", traditional.toString());
        assertThat(Files.readString(traditional)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(Pem.privateKey(traditional)).isEqualTo(Pem.privateKey(Path.of(key)));
        for (var each : List.of("EC -pkeyopt ec_paramgen_curve:P-256", "ED25519", "RSA")) {
            var file = home.resolve("new.key");
            run(("openssl genpkey -algorithm " + each + " -out " + file).split(" "));
            assertThat(Pem.privateKey(file)).isNotNull();
        }
        var curve = home.resolve("curve.key");
        run("openssl", "ecparam", "-genkey", "-name", "prime256v1", "-out", curve.toString());
        assertThatThrownBy(() -> Pem.privateKey(curve)).hasMessageContaining("openssl pkcs8");
    }

    @Test
    void asksForCertificatesOfClientsWhenItIsToldTo() throws Exception {
        make("patchbay", "server");
        make(otherKey, "client", "alice.example.com");
        var client = Identity.read(crt("client"), home.resolve("etc/tls/client.key"), java.util.Set.of());
        var listener = open("client.auth", "need", "trust", "etc/tls/client.crt", "certificates", "");

        var with = connect(listener, context(crt("patchbay"), client), "TLSv1.3", "localhost");
        Bench.write(with, Bench.message("hi"));
        assertThat(receiver.next().flow().peerName()).contains("alice.example.com");

        var without = connect(listener, context(crt("patchbay"), null), "TLSv1.2", "localhost");
        assertThatThrownBy(without::startHandshake).isInstanceOf(IOException.class);
        var stranger = Identity.read(crt("patchbay"), home.resolve("etc/tls/patchbay.key"), java.util.Set.of());
        var untrusted = connect(listener, context(crt("patchbay"), stranger), "TLSv1.2", "localhost");
        assertThatThrownBy(untrusted::startHandshake).isInstanceOf(IOException.class);
        awaitRefused(listener, "TLS handshake failed");

        listener.change(
                Bench.settings("tls", "client.auth", "want", "trust", "etc/tls/client.crt", "certificates", ""), "x");
        var optional = connect(listener, context(crt("patchbay"), null), "TLSv1.2", "localhost");
        Bench.write(optional, Bench.message("hello"));
        assertThat(receiver.next().flow().peerName()).isEmpty();
    }

    @Test
    void aHandshakeThatTakesTooLongEndsAndGarbageToo() throws Exception {
        var listener = open("setup.seconds.max", 1);

        assertThat(Bench.ended(bench.connect(listener))).isTrue();
        awaitRefused(listener, "not set up in time");
        var garbage = bench.connect(listener);
        Bench.write(garbage, Bench.message("no TLS"));
        while (!Bench.ended(garbage)) assertThat(garbage.isClosed()).isFalse();

        awaitRefused(listener, "TLS handshake failed");
        assertThat(receiver.messages).isEmpty();
        assertThat(receiver.closed).isEmpty();
    }

    @Test
    void limitsTheHandshakesOfOneSourceAndLetsTheOldestGoForNewOnes() throws Exception {
        var listener = open("handshakes.max", 3, "handshakes.per.source.max", 2);
        var oldest = bench.connect(listener, "127.0.0.2");
        var second = bench.connect(listener, "127.0.0.2");

        assertThat(Bench.ended(bench.connect(listener, "127.0.0.2"))).isTrue();
        awaitRefused(listener, "too many TLS handshakes of one source");
        var third = bench.connect(listener, "127.0.0.3");
        var phone = connect(listener);
        Bench.write(phone, Bench.message("innocent"));

        assertThat(receiver.next().text()).endsWith("innocent");
        assertThat(Bench.ended(oldest)).isTrue();
        awaitRefused(listener, "too many TLS handshakes");
        assertThat(second.isConnected() && third.isConnected()).isTrue();
    }

    @Test
    void aFloodOfSilentHandshakesDoesNotKeepOthersOut() throws Exception {
        var listener = open("handshakes.max", 20, "handshakes.per.source.max", 10);
        for (int i = 0; i < 300; i++) bench.connect(listener, "127.0.0." + (2 + i % 100));

        for (int i = 0; i < 5; i++) {
            var phone = connect(listener);
            Bench.write(phone, Bench.message("innocent"));
            assertThat(receiver.next().text()).endsWith("innocent");
        }
    }

    private static InetSocketAddress named(String host, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}), port);
    }

    @Test
    void checksTheServersThatItConnectsTo() throws Exception {
        make("patchbay", "peer.example.com");
        var server = open();
        int port = server.local().getPort();

        var client = bench.open("tls", "trust", "etc/tls/patchbay.crt");
        var right = client.flow(named("peer.example.com", port));
        right.send(Bench.message("right name"), Flow.Outcome.IGNORED);
        assertThat(receiver.next().text()).endsWith("right name");
        assertThat(right.peerName()).contains("peer.example.com");
        var wrongName = new Recorder.Loss();
        var wrong = client.flow(named("wrong.example.com", port));
        wrong.send(Bench.message("wrong name"), wrongName);
        assertThat(wrongName.why()).contains("TLS handshake");
        assertThat(wrong).isNotSameAs(right);
        assertThat(client.flow(named("PEER.example.com", port))).isSameAs(right);

        var strict = bench.open("tls");
        var untrusted = new Recorder.Loss();
        strict.flow(named("peer.example.com", port)).send(Bench.message("untrusted"), untrusted);
        assertThat(untrusted.why()).contains("TLS handshake");
        awaitRefused(strict, "TLS handshake failed");
    }

    @Test
    void checksLessWhenItIsToldTo() throws Exception {
        make("patchbay", "peer.example.com");
        int port = open().local().getPort();
        var chain = bench.open("tls", "trust", "etc/tls/patchbay.crt", "verify", "chain");
        var none = bench.open("tls", "verify", "none");

        chain.flow(named("wrong.example.com", port)).send(Bench.message("chain"), Flow.Outcome.IGNORED);
        assertThat(receiver.next().text()).endsWith("chain");
        var unchecked = none.flow(named("wrong.example.com", port));
        unchecked.send(Bench.message("none"), Flow.Outcome.IGNORED);
        assertThat(receiver.next().text()).endsWith("none");

        assertThat(unchecked.peerName()).isEmpty();
    }

    @Test
    void handshakesGoOnWhileNobodyIsAttached() throws Exception {
        var listener = bench.open("tls", "setup.seconds.max", 2);
        var phone = connect(listener);
        Bench.write(phone, Bench.message("early"));
        Awaitility.await().until(() -> listener.connections().size() == 1);

        listener.attach(receiver);

        assertThat(receiver.next().text()).endsWith("early");
    }

    @Test
    void stoppingTakesNoLongWithConnectionsUp() throws Exception {
        var listener = open();
        var phone = connect(listener);
        Bench.write(phone, Bench.message("hi"));
        receiver.next();
        bench.connect(listener);

        long begun = System.nanoTime();
        listener.stop();

        assertThat(System.nanoTime() - begun).isLessThan(500_000_000);
        assertThatThrownBy(() -> bench.connect(listener)).isInstanceOf(java.io.UncheckedIOException.class);
    }
}
