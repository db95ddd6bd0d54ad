package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A developer makes a feature from each example, builds it, and calls it. */
@WithServer
class NewFeatureIT {
    // what the build of Patchbay has fetched, as if it were Maven Central: the developer's machine fetches the same
    private static final String SETTINGS = """
        <settings><mirrors><mirror>
          <id>fetched</id><mirrorOf>central</mirrorOf><url>%s</url>
        </mirror></mirrors></settings>
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "menu", "survey"})
    void buildsPassesItsTestAndDeploys(String example, PatchbayServer server, Phones phones) throws IOException {
        String name = "my-" + example;
        Command.of(PatchbayServer.program(), "new-feature", name, "--like", example)
                .in(folder)
                .mustRun(Duration.ofSeconds(30));
        Path project = folder.resolve(name);

        String built = Command.of("mvn", "-B", "-s", settings(), "-Dmaven.repo.local=" + folder.resolve("repository"))
                .with("package")
                .in(project)
                .mustRun(Duration.ofMinutes(3));
        assertThat(built).containsPattern("Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0");
        deploy(project.resolve("target/com.example.my" + example + "-1.0.0.jar"), server);
        String extension = "internal:\n  - {match: \"8123\", do: [" + name + "]}\n";
        server.instance().write("dialplan.yaml", TestUsers.DIALPLAN.replace("internal:\n", extension));
        try {
            SipPhone caller = phones.registered();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isAnswered(caller, phones));
        } finally {
            server.instance().write("dialplan.yaml", TestUsers.DIALPLAN);
        }
    }

    private String settings() throws IOException {
        Path fetched =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        Path settings = folder.resolve("settings.xml");
        Files.writeString(settings, SETTINGS.formatted(fetched.toUri()));
        return settings.toString();
    }

    private static void deploy(Path jar, PatchbayServer server) throws IOException {
        Path deploy = server.instance().folder().resolve("deploy");
        Path copied = Files.copy(jar, deploy.resolve("." + jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copied, deploy.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isAnswered(SipPhone caller, Phones phones) {
        try {
            caller.call("8123", Sdp.offer(phones.media().address(), Sdp.PCMU))
                    .talk()
                    .bye();
            return true;
        } catch (AssertionError e) {
            return false; // not yet
        }
    }
}
