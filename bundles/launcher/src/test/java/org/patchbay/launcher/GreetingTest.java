package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GreetingTest {
    private static final Path ETC = Path.of("/srv/patchbay/etc");

    @Test
    void tellsAllThatAFirstCallNeeds() throws IOException {
        var random = new SecureRandom();
        var phones = new FirstStart.Phones(Password.random(random), Password.random(random));
        var console = Password.random(random);

        var text = greeting(Map.of(Setting.SIP_ADDRESS, "192.0.2.7"))
                .secrets(new FirstStart.Secrets(Optional.of(phones), Optional.of(console)));

        assertThat(text)
                .contains("192.0.2.7:5060", "1001", "1002", "9196", "9197", "http://127.0.0.1:8080/system/console")
                .contains(phones.first().text(), phones.second().text(), console.text())
                .contains("/srv/patchbay/etc/users.yaml");
    }

    @Test
    void tellsNoSecretsThatItHasNotMade() throws IOException {
        var none = new FirstStart.Secrets(Optional.empty(), Optional.empty());

        assertThat(greeting(Map.of()).secrets(none)).isEmpty();
    }

    @Test
    void saysHowLongItTook() throws IOException {
        assertThat(greeting(Map.of()).up(Duration.ofMillis(2345), List.of())).startsWith("Patchbay is up in 2345 ms.");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(greeting(Map.of()).up(Duration.ofMillis(2345), List.of("org.patchbay.channel.Channels")))
                .startsWith("Patchbay is up in 2345 ms without org.patchbay.channel.Channels; the log says why.");
    }

    @Test
    void namesTheAddressThatPhonesAreTold() throws IOException {
        assertThat(greeting(Map.of(Setting.ADVERTISE, "203.0.113.9")).up(Duration.ZERO, List.of()))
                .contains("203.0.113.9:5060");
    }

    @Test
    void writesIpv6InBrackets() throws IOException {
        assertThat(greeting(Map.of(Setting.SIP_ADDRESS, "::1", Setting.CONSOLE_ADDRESS, "::1"))
                        .up(Duration.ZERO, List.of()))
                .contains("[0:0:0:0:0:0:0:1]:5060", "http://[0:0:0:0:0:0:0:1]:8080/");
    }

    private static Greeting greeting(Map<Setting, String> overrides) throws IOException {
        return new Greeting(Settings.read(ETC, overrides), ETC);
    }
}
