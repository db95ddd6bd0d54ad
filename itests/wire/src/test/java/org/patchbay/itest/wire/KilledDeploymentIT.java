package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;

/** A server that is killed with SIGKILL in the middle of a deployment: it comes up again with one version in use, and says so. */
class KilledDeploymentIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SLOW =
            "public Echo() throws InterruptedException { System.err.println(\"begins slowly\"); Thread.sleep(1500); }";
    private static final String FILE = "echo-2.jar";

    private PatchbayServer server;
    private ServerLog log;
    private Phones phones;
    private SipPhone caller;

    @BeforeEach
    void start(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        server = PatchbayServer.start("killed-" + name, Loopback.address(6, 1));
        log = new ServerLog(server);
        phones = new Phones(server);
        caller = phones.registered();
    }

    @AfterEach
    void stop() throws Exception {
        phones.close();
        server.close();
    }

    @Test
    void startsAfterAKillWhileTheJarIsWritten() throws Exception {
        byte[] whole = FeatureJar.echo("2.0.0").bytes();
        Files.write(FeatureJar.folder(server).resolve(FILE), Arrays.copyOf(whole, whole.length / 2));

        killAndStart();

        assertThat(served()).isEqualTo("as delivered");
        log.await(LIMIT, FILE, "refused", "damaged or no jar");
        FeatureJar.drop(server, FILE, whole);
        awaitServed("2.0.0");
        assertOneVersion("2.0.0");
    }

    @Test
    void startsAfterAKillRightAfterTheDrop() throws Exception {
        FeatureJar.drop(server, FILE, FeatureJar.echo("2.0.0").bytes());

        killAndStart();

        awaitServed("2.0.0");
        assertOneVersion("2.0.0");
    }

    @Test
    void startsAfterAKillWhileTheFeatureStarts() throws Exception {
        FeatureJar.drop(server, FILE, FeatureJar.echo("2.0.0").with(SLOW).bytes());
        log.await(LIMIT, "begins slowly");

        killAndStart();

        awaitServed("2.0.0");
        assertOneVersion("2.0.0");
        assertThat(log.count("the server was ended while", "echo 2.0.0 was being deployed"))
                .isPositive();
    }

    @Test
    void refusesAFeatureThatEndsTheServerTwice() throws Exception {
        String deadly = "public Echo() { Runtime.getRuntime().halt(137); }";
        FeatureJar.drop(server, FILE, FeatureJar.echo("2.0.0").with(deadly).bytes());
        server.awaitEnd(LIMIT);
        assertThatThrownBy(server::start).hasMessageContaining("it has not started");

        server.start();

        assertThat(served()).isEqualTo("as delivered");
        assertThat(log.count(FILE, "refused", "the server ended twice while it was being started"))
                .isPositive();
    }

    @Test
    void startsAfterAKillWhenTheFeatureHasJustBeenRaised() throws Exception {
        FeatureJar.drop(server, FILE, FeatureJar.echo("2.0.0").bytes());
        log.await(LIMIT, FILE, "new calls go to");

        killAndStart();

        assertThat(served()).isEqualTo("2.0.0");
        assertOneVersion("2.0.0");
    }

    @Test
    void startsAfterAKillWhileCallsDrain() throws Exception {
        FeatureJar.drop(server, FILE, FeatureJar.echo("2.0.0").bytes());
        awaitServed("2.0.0");
        EchoTalk talk = EchoTalk.begin(caller, phones);
        FeatureJar.drop(server, "echo-3.jar", FeatureJar.echo("3.0.0").bytes());
        log.await(LIMIT, "echo-3.jar", "new calls go to");
        log.await(LIMIT, "echo 2.0.0", "1 now");
        talk.unplug();

        killAndStart();

        assertThat(served()).isEqualTo("3.0.0");
        assertOneVersion("3.0.0");
    }

    private void killAndStart() {
        server.kill();
        server.start();
    }

    private void awaitServed(String version) {
        Awaitility.await().atMost(LIMIT).until(this::served, version::equals);
    }

    /** Makes a call and returns the version that it was on. */
    private String served() throws InterruptedException {
        List<String> versions = List.of("2.0.0", "3.0.0");
        List<Long> before = versions.stream().map(this::callsOn).toList();
        EchoTalk.begin(caller, phones).close();
        for (int i = 0; i < versions.size(); i++) {
            if (callsOn(versions.get(i)) > before.get(i)) return versions.get(i);
        }
        return "as delivered";
    }

    private long callsOn(String version) {
        return log.count("call on echo " + version);
    }

    /** Looks into the framework: nothing of the others is left there but what came with the server, stopped. */
    private void assertOneVersion(String version) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(echoes()).containsExactly(version));
    }

    private List<String> echoes() throws IOException, InterruptedException {
        List<?> bundles = (List<?>) server.browser().json("/bundles.json").get("data");
        return bundles.stream()
                .map(bundle -> (Map<?, ?>) bundle)
                .filter(bundle -> bundle.get("symbolicName").equals(FeatureJar.FEATURE))
                .filter(bundle -> bundle.get("state").equals("Active"))
                .map(bundle -> bundle.get("version").toString())
                .toList();
    }
}
