package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JitterSettingsTest {
    @Test
    void areTheStandardOnesWhenNothingIsSaid() throws Exception {
        assertThat(MediaConfig.class.getMethod("jitter_shortest_millis").getDefaultValue())
                .isEqualTo((int) JitterSettings.STANDARD.shortest().toMillis());
        assertThat(MediaConfig.class.getMethod("jitter_longest_millis").getDefaultValue())
                .isEqualTo((int) JitterSettings.STANDARD.longest().toMillis());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1000", "60, 60", "1000, 1000"})
    void mayBeEqualAndAtTheEndsOfTheRange(int shortest, int longest) {
        JitterSettings settings = JitterSettings.of(new MediaSettings(shortest, longest));

        assertThat(settings).isEqualTo(new JitterSettings(Duration.ofMillis(shortest), Duration.ofMillis(longest)));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 200, jitter.shortest.millis -1 is not within 0-1000",
        "1001, 2000, jitter.shortest.millis 1001 is not within 0-1000",
        "60, 59, jitter.longest.millis 59 is not within jitter.shortest.millis (60) and 1000",
        "20, 1001, jitter.longest.millis 1001 is not within jitter.shortest.millis (20) and 1000"
    })
    void areRefusedWithTheReason(int shortest, int longest, String reason) {
        var wrong = new MediaSettings(shortest, longest);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JitterSettings.of(wrong))
                .withMessage(reason);
    }
}
