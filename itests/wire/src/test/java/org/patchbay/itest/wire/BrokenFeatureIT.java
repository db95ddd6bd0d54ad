package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;

/** Versions of the echo that can't be used, dropped while a caller hears himself: nothing is lost, and the log says why. */
class BrokenFeatureIT {
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(40);
    private static PatchbayServer server;
    private static Phones phones;
    private static SipPhone caller;
    private EchoTalk talk;
    private long before;

    @BeforeAll
    static void start() {
        server = PatchbayServer.start("broken", Loopback.address(5, 1));
        phones = new Phones(server);
        caller = phones.registered();
    }

    @AfterAll
    static void stop() throws Exception {
        if (phones != null) phones.close();
        if (server != null) server.close();
    }

    @BeforeEach
    void call() {
        before = callsOn("");
        talk = EchoTalk.begin(caller, phones);
    }

    @AfterEach
    void empty() throws IOException {
        try (Stream<Path> files = Files.list(FeatureJar.folder(server))) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Awaitility.await().atMost(REFUSED_WITHIN).until(BrokenFeatureIT::isAsDelivered);
    }

    private static boolean isAsDelivered() throws InterruptedException {
        long others = callsOn("");
        EchoTalk.begin(caller, phones).close();
        return callsOn("") == others;
    }

    @Test
    void refusesWhatIsNoJar() throws Exception {
        refuses("no-jar.jar", "This is no jar.".repeat(1000).getBytes(), "damaged or no jar");
    }

    @Test
    void refusesAJarThatEndsTooEarly() throws Exception {
        byte[] whole = FeatureJar.echo("2.0.0").bytes();

        refuses("half.jar", Arrays.copyOf(whole, whole.length / 2), "damaged or no jar");
    }

    @Test
    void refusesAFeatureThatImportsWhatNobodyHas() throws Exception {
        String imports = "org.patchbay.application;version=\"[1.0,2)\",no.such.library";

        refuses(
                "import.jar",
                FeatureJar.echo("2.0.0").header("Import-Package", imports).bytes(),
                "no.such.library");
    }

    @Test
    void refusesAFeatureWithAnActivator() throws Exception {
        FeatureJar jar = FeatureJar.echo("2.0.0").header("Bundle-Activator", "other.Activator");

        refuses("activator.jar", jar.bytes(), "Bundle-Activator");
    }

    @Test
    void refusesAFeatureThatExportsPackages() throws Exception {
        FeatureJar jar = FeatureJar.echo("2.0.0").header("Export-Package", "other");

        refuses("exports.jar", jar.bytes(), "Export-Package");
    }

    @Test
    void refusesAFeatureWhoseConstructorThrows() throws Exception {
        FeatureJar jar = FeatureJar.echo("2.0.0")
                .with("public Echo() { throw new IllegalStateException(\"no licence for echoes\"); }");

        refuses("throws.jar", jar.bytes(), "no licence for echoes");
    }

    @Test
    void refusesAFeatureWhoseConstructorBlocks() throws Exception {
        FeatureJar jar =
                FeatureJar.echo("2.0.0").with("public Echo() throws InterruptedException { Thread.sleep(60_000); }");

        refuses("blocks.jar", jar.bytes(), "10 s");
    }

    @Test
    void refusesAFeatureThatFailsItsOwnTest() throws Exception {
        FeatureJar jar = FeatureJar.echo("2.0.0")
                .selfTested()
                .with("public void test() { throw new IllegalStateException(\"the disk is full\"); }");

        refuses("self-test.jar", jar.bytes(), "the disk is full");
    }

    @Test
    void leavesALowerVersionAside() throws Exception {
        FeatureJar.drop(server, "lower.jar", FeatureJar.echo("0.0.9").bytes());
        FeatureJar.drop(server, "no-jar.jar", new byte[0]);

        awaitLog("no-jar.jar"); // so the other has been looked at
        goesOnAsBefore();
    }

    @Test
    void takesTheHigherOfTwoVersionsAtOnce() throws Exception {
        FeatureJar.drop(server, "second.jar", FeatureJar.echo("2.2.0").bytes());
        FeatureJar.drop(server, "first.jar", FeatureJar.echo("2.1.0").bytes());

        awaitLog("second.jar", "new calls go to", "2.2.0");
        EchoTalk.begin(caller, phones).close();
        talk.close();
        assertThat(callsOn("2.2.0")).isPositive();
        assertThat(callsOn("2.1.0")).isZero();
    }

    @Test
    void refusesAnotherBuildOfTheVersionInUse() throws Exception {
        FeatureJar.drop(server, "build-1.jar", FeatureJar.echo("2.3.0").bytes());
        awaitLog("build-1.jar", "new calls go to", "2.3.0");
        byte[] other =
                FeatureJar.echo("2.3.0").with("static final int BUILD = 2;").bytes();
        FeatureJar.drop(server, "build-2.jar", other);

        awaitLog("build-2.jar", "refused", "another build");
        EchoTalk.begin(caller, phones).close();
        talk.close();
        assertThat(callsOn("2.3.0")).isPositive();
    }

    private void refuses(String file, byte[] jar, String reason) throws Exception {
        FeatureJar.drop(server, file, jar);

        awaitLog(file, "refused", reason);
        goesOnAsBefore();
    }

    private void goesOnAsBefore() throws Exception {
        EchoTalk.begin(caller, phones).close();
        talk.close();
        assertThat(callsOn("")).as("calls on what was dropped").isEqualTo(before);
    }

    private static void awaitLog(String... words) {
        new ServerLog(server).await(REFUSED_WITHIN, words);
    }

    private static long callsOn(String version) {
        return new ServerLog(server).count("call on echo " + version);
    }
}
