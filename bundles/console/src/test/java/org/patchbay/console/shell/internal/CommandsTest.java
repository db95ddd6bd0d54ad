package org.patchbay.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.console.testing.StuckRuns;
import org.patchbay.media.MediaQuality;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.StreamQuality;

class CommandsTest {
    @Test
    void sayWhatIsAway() {
        var modules = new FakeModules();

        assertThat(new CallCommands(modules).list()).isEqualTo("The call module is not running.");
        assertThat(new UserCommands(modules).list()).isEqualTo("No directory of users is running.");
        assertThat(new RegistrationCommands(modules).list()).isEqualTo("The location service is not running.");
    }

    @Test
    void sayThatThereIsNothing() {
        var modules = new FakeModules().withChannels().withDirectory().withLocations();

        assertThat(new CallCommands(modules).list()).startsWith("No calls.");
        assertThat(new UserCommands(modules).list()).startsWith("No users.");
        assertThat(new RegistrationCommands(modules).list()).isEqualTo("Nobody is registered.");
    }

    @Test
    void listCallsInColumns() {
        var lines = new CallCommands(new FakeModules().with(call("1001")))
                .list()
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("CALL  CALLER  DIALLED  ACTIVITY  WHERE");
        assertThat(lines.getLast()).startsWith("c-1   1001    1002     talking   internal 1XXX step 1");
    }

    @Test
    void hangUpACall() {
        var modules = new FakeModules().with(call("1001"));

        assertThat(new CallCommands(modules).hangup("c-1")).isEqualTo("Hung up.");
        assertThat(modules.cleared()).containsEntry("c-1", Cause.NORMAL_CLEARING);
        assertThat(new CallCommands(modules).hangup("c-2")).contains("no call c-2");
    }

    @Test
    void nameStuckApplicationsAndEndTheirCalls() {
        var modules = new FakeModules();
        var commands = new CallCommands(modules);
        assertThat(commands.stuck()).isEqualTo(commands.end("c-7")).contains("not running");

        modules.withStuck(StuckRuns.run("c-7", "computes outside of any verb"));
        assertThat(commands.stuck())
                .contains("c-7   ask          quiz     1.2.0 ", "computes outside of any verb")
                .contains("\n    at com.example.Quiz.spin(Quiz.java:7)\n    at com.example.Quiz.run(Quiz.java:3)\n");
        assertThat(commands.end("c-7")).isEqualTo("Ended.");
        assertThat(commands.end("c-7")).startsWith("There is no call c-7");
        assertThat(commands.stuck()).isEqualTo("No application is stuck.");
    }

    @Test
    void listUsersAndTheirContacts() {
        var modules = new FakeModules()
                .withUser("1001", "Ann")
                .withContact("1001", "sip:1001@192.0.2.5", Instant.MAX, Map.of("user-agent", "Test phone"));

        assertThat(new UserCommands(modules).list()).contains("1001", "Ann", "internal", "patchbay");
        assertThat(new RegistrationCommands(modules).list()).contains("sip:1001@192.0.2.5", "Test phone");
    }

    @Test
    void keepAStrangersNameFromDrivingTheTerminal() {
        var list = new CallCommands(new FakeModules().with(call("\u001b[2J\u202e\n1001"))).list();

        assertThat(list.lines()).hasSize(2);
        assertThat(list).contains("?[2J??1001").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void showsHowTheSoundGoesBothWaysAndWhatIsWrong() {
        var good = new StreamQuality(1000, 10, 0.01, 0, 0, 1, 0, 0, Duration.ofMillis(3), Duration.ofMillis(5), 4.29);
        var quality = new MediaQuality(Optional.of("PCMA"), Optional.of(good), Optional.empty(), Optional.empty());
        var address = Optional.of(new InetSocketAddress("127.0.0.1", 4000));
        var silent = new MediaStatistics(990, 0, 1000, address, address, Duration.ofSeconds(9), false, quality);
        CallSnapshot without = call("1001");
        var talking = new CallSnapshot(
                without.id(),
                without.started(),
                without.answered(),
                without.caller(),
                without.dialled(),
                without.position(),
                without.activity(),
                List.of(new CallSnapshot.Leg("ch-1", "1001", true, silent)));

        String shown = new CallCommands(new FakeModules().with(talking)).media();

        assertThat(shown.lines().toList()).hasSize(4);
        assertThat(shown.lines().toList().get(1))
                .matches("c-1 +from 1001 +127.0.0.1:4000 +990 +PCMA +1.0 % +3.0 ms +4.3");
        assertThat(shown.lines().toList().get(2)).matches("c-1 +to 1001 +127.0.0.1:4000 +1000 +PCMA");
        assertThat(shown).endsWith("has lost its network");
    }

    @Test
    void saysThatThereIsNoSoundWithoutCalls() {
        assertThat(new CallCommands(new FakeModules()).media()).isIn("No calls.", "The call module is not running.");
    }

    private static CallSnapshot call(String caller) {
        return new CallSnapshot(
                "c-1",
                Instant.now().minus(Duration.ofSeconds(5)),
                Optional.empty(),
                new Party(caller, ""),
                "1002",
                Optional.of(new Position("internal", "1XXX", 0)),
                "talking",
                List.of());
    }
}
