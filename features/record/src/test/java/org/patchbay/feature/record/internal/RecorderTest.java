package org.patchbay.feature.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.feature.testing.TestCall;
import org.patchbay.media.Recording;

class RecorderTest {
    private static Recorder at(String time) {
        return new Recorder(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    private final Recorder record = at("2026-11-23T14:05:30Z");

    @Test
    void beginsToRecordAndLetsTheDialplanGoOn() {
        TestCall call = TestCall.to("1002").run(record);

        assertThat(call.verbs()).containsExactly("record 2026-11-23/14-05-30_1001_1002");
        assertThat(call.cleared()).isEmpty();
        assertThat(call.variables()).containsEntry("record.file", "2026-11-23/14-05-30_1001_1002");
    }

    @ParameterizedTest
    @CsvSource({
        "support/talk, support/talk",
        "talk.wav, talk",
        "../../etc/passwd, _./_./etc/passwd",
        "/etc/x, _/etc/x",
        "a b\\c, a_b_c",
        "a/b/c/d/e/f, a/b/c/d/e_f",
        ".., _."
    })
    void neverLeadsOutOfTheFolder(String file, String name) {
        TestCall call = TestCall.to("1002").with("file", file).run(record);

        assertThat(call.verbs()).containsExactly("record " + name);
    }

    @Test
    void pausesResumesAndStopsWhatIsRecorded() {
        TestCall call = TestCall.to("1002").with("file", "talk").run(record);

        for (String order : new String[] {"pause", "resume", "stop"})
            call.with(order).run(record);

        assertThat(call.verbs())
                .containsExactly("record talk", "pause recording talk", "resume recording talk", "stop recording talk");
        assertThat(call.recordings()).isEmpty();
    }

    @Test
    void beginsPaused() {
        TestCall call =
                TestCall.to("1002").with("paused", "yes").with("longest", "2h").run(record);

        assertThat(call.recordings())
                .singleElement()
                .extracting(Recording::state)
                .isEqualTo(new Recording.Paused(Duration.ZERO));
    }

    @Test
    void goesOnWithTheSameFileWhenItIsReplacedWhileInUse() {
        TestCall call = TestCall.to("1002").run(record);

        call.run(at("2026-11-23T14:05:31Z"));

        assertThat(call.verbs()).containsExactly("record 2026-11-23/14-05-30_1001_1002");
        assertThat(call.recordings()).hasSize(1);
    }

    @Test
    void takesAnotherFileWhenTheFirstHasEnded() {
        TestCall call = TestCall.to("1002").run(record);
        call.recordings().getFirst().stop();

        call.run(at("2026-11-23T14:05:31Z"));

        assertThat(call.verbs()).endsWith("record 2026-11-23/14-05-31_1001_1002");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.to("1002").with("begin").run(record))
                .withMessageContaining("record: {file: begin}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.to("1002").with("paused", "perhaps").run(record))
                .withMessageContaining("neither yes nor no");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestCall.to("1002").with("longest", "25h").run(record))
                .withMessageContaining("24 hours");
    }
}
