package org.patchbay.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.console.testing.Fakes;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Conferences.Conference;

class ConferenceCommandsTest {
    private final AtomicBoolean muted = new AtomicBoolean();
    private final AtomicInteger gain = new AtomicInteger();

    private ConferenceMember member(String name) {
        return Fakes.of(ConferenceMember.class, (method, arguments) -> switch (method) {
            case "name" -> name;
            case "rateHz" -> 16_000;
            case "speaking" -> true;
            case "muted" -> muted.get();
            case "mute" -> {
                muted.set((Boolean) arguments[0]);
                yield null;
            }
            case "gain" -> {
                if (arguments != null && arguments.length > 0) gain.set((Integer) arguments[0]);
                yield gain.get();
            }
            default -> Fakes.unexpected(method);
        });
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(new ConferenceCommands(new FakeModules()).list()).isEqualTo("The media module is not running.");
        assertThat(new ConferenceCommands(new FakeModules()).mute("8801", "c1")).contains("not running");
        assertThat(new ConferenceCommands(new FakeModules().withConferences(List.of())).list())
                .startsWith("No conferences.");
    }

    @Test
    void listsMutesAndTurnsUp() {
        var commands = new ConferenceCommands(
                new FakeModules().withConferences(List.of(new Conference("8801", List.of(member("c1"))))));
        assertThat(commands.list().lines().toList().get(1)).matches("8801 +c1 +wide +speaks");

        assertThat(commands.mute("8801", "c1")).isEqualTo("Muted.");
        assertThat(commands.gain("8801", "c1", 6)).isEqualTo("Set.");

        assertThat(commands.list().lines().toList().get(1)).endsWith("speaks, muted, +6 dB");
        assertThat(commands.unmute("8801", "c1")).isEqualTo("Unmuted.");
        assertThat(muted).isFalse();
    }

    @Test
    void saysWhatIsWrong() {
        var commands = new ConferenceCommands(
                new FakeModules().withConferences(List.of(new Conference("8801", List.of(member("c1"))))));

        assertThat(commands.mute("8801", "c2")).startsWith("There is no call c2 in 8801");
        assertThat(commands.mute("8802", "c1")).startsWith("There is no call c1 in 8802");
        assertThat(commands.gain("8801", "c1", 60)).isEqualTo("60 dB is not within -40 and 20.");
        assertThat(gain).hasValue(0);
    }
}
