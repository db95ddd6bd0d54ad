package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.server.ConsoleBrowser;
import org.patchbay.itest.server.DebianPackages;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;

/** The console's door, on a server of its own: while it starts, without a password, and when somebody guesses. */
class ConsoleLoginIT {
    private static final Duration SOON = Duration.ofSeconds(25);
    private static final String CONFIG = "org.patchbay.console.config";
    private static PatchbayServer server;

    @BeforeAll
    static void start() {
        DebianPackages.require();
        server = PatchbayServer.start("console", Loopback.address(3, 3));
    }

    @AfterAll
    static void stop() {
        if (server != null) server.close();
    }

    @Test
    void letsNobodyInWithTheDefaultPasswordWhileItStarts() throws Exception {
        ConsoleBrowser stranger = server.browser().as("admin", "admin");
        server.terminate();
        server.awaitEnd(Duration.ofSeconds(10));
        List<Integer> answers = new ArrayList<>();
        Thread knocking = Thread.startVirtualThread(() -> knock(stranger, answers));

        server.start();

        knocking.join();
        // 404 while the web console is not there, and then our 401
        assertThat(answers).isNotEmpty().last().isEqualTo(401);
        assertThat(answers).containsAnyOf(401).isSubsetOf(401, 404, 503);
    }

    private static void knock(ConsoleBrowser stranger, List<Integer> answers) {
        Instant end = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(end) && !answers.contains(401)) {
            try {
                answers.add(stranger.get("/bundles.json").statusCode());
            } catch (IOException e) {
                LockSupport.parkNanos(5_000_000); // the port is not open yet
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Test
    void letsNobodyInWithoutAPassword() throws Exception {
        String before = Files.readString(server.instance().etc(CONFIG));
        ConsoleBrowser owner = server.browser();

        awaitAnswer(owner, 403, "user=\"admin\"\n");

        assertThat(owner.as("admin", "").get("/patchbay").statusCode()).isEqualTo(403);
        assertThat(owner.as("admin", "admin").get("/patchbay").statusCode()).isEqualTo(403);
        awaitAnswer(owner, 200, before);
    }

    /** Writes again what FileInstall may have overwritten: it writes back what it has just read. */
    private static void awaitAnswer(ConsoleBrowser owner, int status, String config) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(2_500)).until(() -> {
            if (owner.get("/patchbay").statusCode() == status) return true;
            server.instance().write(CONFIG, config);
            return false;
        });
    }

    @Test
    void keepsNoDefaultPasswordInItsFiles() throws IOException {
        try (Stream<Path> files = Files.list(server.instance().etc("."))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // SHA-256 of admin, which the web console writes into a configuration that has no password
                assertThat(file).content().doesNotContain("jGl25bVBBBW96Qi9Te4V37Fnqchz/Eu4qB9vKrRIqRg");
            }
        }
    }

    @Test
    void slowsDownWhoGuesses() throws Exception {
        ConsoleBrowser owner = server.browser();
        assertThat(owner.get("/patchbay").statusCode()).isEqualTo(200);
        List<Integer> answers = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            answers.add(owner.as("admin", "guess" + i).get("/patchbay").statusCode());
        }

        assertThat(answers).contains(401, 429).isSubsetOf(401, 429);
        assertThat(owner.get("/patchbay").statusCode()).as("who is in stays in").isEqualTo(200);
    }
}
