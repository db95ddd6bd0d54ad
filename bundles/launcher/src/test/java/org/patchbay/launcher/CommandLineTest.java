package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.launcher.CommandLine.Command;

class CommandLineTest {
    @Test
    void runsWhenThereIsNothing() {
        assertThat(CommandLine.parse(List.of()).command()).isEqualTo(Command.RUN);
    }

    @Test
    void takesOptionsInBothSpellings() {
        var line = CommandLine.parse(List.of("start", "--sip-port", "5070", "--console-address=0.0.0.0"));

        assertThat(line.command()).isEqualTo(Command.START);
        assertThat(line.overrides()).isEqualTo(Map.of(Setting.SIP_PORT, "5070", Setting.CONSOLE_ADDRESS, "0.0.0.0"));
    }

    @Test
    void givesTheSettingsOnToAnotherProcess() {
        var line = CommandLine.parse(List.of("--rtp-ports", "20000-20100", "--sip-port=5070"));

        assertThat(line.settings()).containsExactly("--sip-port=5070", "--rtp-ports=20000-20100");
    }

    @Test
    void findsTheInstanceFromAnywhere() {
        var line = CommandLine.parse(List.of("run", "--instance", "second"));

        assertThat(line.instance()).contains(Path.of("second").toAbsolutePath());
    }

    @Test
    void createsTheFolderThatFollows() {
        assertThat(CommandLine.parse(List.of("create", "/srv/b")).instance()).contains(Path.of("/srv/b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sip-port 0           | --sip-port 0: expected a port number from 1 to 65535",
                "--sip-port 65536       | --sip-port 65536: expected a port number from 1 to 65535",
                "--console-port x       | --console-port x: expected a port number from 1 to 65535",
                "--sip-address phone    | --sip-address phone: expected an IP address such as 192.0.2.1",
                "--advertise 1.2.3.4.5  | --advertise 1.2.3.4.5: expected an IP address such as 192.0.2.1",
                "--rtp-ports 20000      | --rtp-ports 20000: expected two port numbers such as 16384-32767",
                "--rtp-ports 9-8        | --rtp-ports 9-8: expected two ports from 1 to 65535, the smaller first",
                "--sip-port             | --sip-port wants a value",
                "--color                | no option --color; see patchbay help",
                "dance                  | no command dance; there are run, start, stop, status, create DIR,"
                        + " new-feature NAME and help",
                "stop --sip-port 5070   | --sip-port goes with run and start only",
                "run 5070               | did not expect 5070",
                "create                 | create wants a value",
            })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CommandLine.parse(List.of(arguments.strip().split(" "))))
                .withMessage(message);
    }
}
