package org.patchbay.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.console.testing.FakeDeployments.ECHO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.application.Deployment.State;
import org.patchbay.console.testing.FakeDeployments;
import org.patchbay.console.testing.FakeModules;

class FeatureCommandsTest {
    @TempDir
    Path folder;

    private final FakeDeployments deployments = new FakeDeployments();
    private final FeatureCommands commands = new FeatureCommands(new FakeModules().with(deployments));

    @Test
    void sayThatTheModuleIsAway() {
        var away = new FeatureCommands(new FakeModules());

        assertThat(away.list()).isEqualTo("The module that replaces features is not running.");
        assertThat(away.rollback("echo")).isEqualTo("The module that replaces features is not running.");
    }

    @Test
    void listVersionsInColumns() {
        deployments
                .with(ECHO, "1.0.0", State.CURRENT, "")
                .withCanary(ECHO, "1.1.0", 10, Set.of("1002", "1001"))
                .withUnreadable("bad.jar", "it is no zip\u001b[2J");

        var lines = commands.list().lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).startsWith("FEATURE  VERSION  STATE");
        assertThat(lines.get(1)).startsWith("echo     1.0.0    in use ");
        assertThat(lines.get(2)).contains("tried with 10 % of new calls and all of 1001, 1002");
        assertThat(lines.get(3)).startsWith("bad.jar ").contains("refused", "it is no zip?[2J");
    }

    @Test
    void sayThatThereAreNone() {
        assertThat(commands.list()).startsWith("No features.");
        assertThat(commands.rollback("echo")).isEqualTo("There is no feature 'echo'; there are none.");
    }

    @Test
    void deployAFileOfThisMachine() throws IOException {
        Path jar = Files.write(folder.resolve("echo-1.1.jar"), new byte[7]);

        assertThat(commands.deploy(jar.toString())).isEqualTo("echo 1.1.0 is in use");
        assertThat(commands.deploy(jar.toString(), "--canary", "10"))
                .isEqualTo("echo 1.1.0 is tried with 10 % of new calls");
        assertThat(commands.deploy("--canary", "5", jar.toString())).startsWith("echo 1.1.0");

        assertThat(deployments.asked())
                .containsExactly(
                        "deploy echo-1.1.jar of 7 octets at 100 %",
                        "deploy echo-1.1.jar of 7 octets at 10 %", "deploy echo-1.1.jar of 7 octets at 5 %");
    }

    @Test
    void sayWhatIsWrongWithAFile() throws IOException {
        String jar = Files.write(folder.resolve("echo.jar"), new byte[7]).toString();
        String text = Files.write(folder.resolve("echo.txt"), new byte[7]).toString();

        assertThat(commands.deploy()).isEqualTo("Use feature:deploy FILE [--canary PERCENT].");
        assertThat(commands.deploy(jar, "--canary")).startsWith("Use feature:deploy");
        assertThat(commands.deploy(jar, "--other")).startsWith("Use feature:deploy");
        assertThat(commands.deploy(jar + "x")).isEqualTo("Not deployed: There is no file " + jar + "x on this machine.");
        assertThat(commands.deploy("a\0b")).startsWith("That is not the name of a file");
        assertThat(commands.deploy(text)).contains("must be a .jar or .zip");
        assertThat(commands.deploy(jar, "--canary", "101")).isEqualTo("Not deployed: The percentage must be from 0 to 100.");
        assertThat(commands.deploy(jar, "--canary", "-1")).contains("'-1' is not a percentage");
        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void knowAFeatureByTheEndOfItsName() {
        deployments
                .with(ECHO, "1.0.0", State.CURRENT, "")
                .with("org.patchbay.pbx.core", "1.0.0", State.CURRENT, "")
                .with("com.example.echo.more", "1.0.0", State.CURRENT, "");

        assertThat(commands.rollback("echo")).isEqualTo("Rolled back: new calls go to echo 1.0.0.");
        assertThat(commands.promote(ECHO)).isEqualTo("All new calls go to echo 1.1.0.");
        assertThat(commands.takeover("pbx.core")).contains("pbx.core go on with the current one");
        assertThat(commands.promote("cho"))
                .isEqualTo("There is no feature 'cho'; there are com.example.echo.more, echo, pbx.core.");

        assertThat(deployments.asked())
                .containsExactly("roll back " + ECHO, "promote " + ECHO, "take over org.patchbay.pbx.core");
    }

    @Test
    void askWhichFeatureIsMeant() {
        deployments.with(ECHO, "1.0.0", State.CURRENT, "").with("com.example.echo", "1.0.0", State.CURRENT, "");

        assertThat(commands.promote("echo"))
                .isEqualTo("'echo' can be com.example.echo or org.patchbay.feature.echo; write more of the name.");
        assertThat(deployments.asked()).isEmpty();
    }

    @Test
    void changeWhoTriesACanary() {
        deployments.with(ECHO, "1.1.0", State.CURRENT, "");

        assertThat(commands.canary("echo", "25", "1002", "1001"))
                .isEqualTo("25 % of new calls go to echo 1.1.0, and all calls of 1001, 1002.");
        assertThat(commands.canary("echo", "many")).contains("not a percentage");
        assertThat(commands.canary("echo", "25", "<b>")).isEqualTo("'<b>' is not the number of a user.");
        assertThat(commands.canary("echo", "25", "1001", "1001")).startsWith("25 %");

        assertThat(deployments.asked())
                .containsExactly("canary " + ECHO + " 25 [1001, 1002]", "canary " + ECHO + " 25 [1001]");
    }

    @Test
    void passOnWhyItWasRefused() {
        deployments.with(ECHO, "1.0.0", State.CURRENT, "").refusing("echo has no earlier version.");

        assertThat(commands.rollback("echo")).isEqualTo("echo has no earlier version.");
    }
}
