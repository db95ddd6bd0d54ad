package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Repetition;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;
import org.patchbay.sound.OpenSound;

class PlayingTest {
    private final TestHost test = new TestHost();
    private final FakeCall call = new FakeCall();
    private final Prompts prompts = new Prompts(() -> test.sounds);

    private static int length(AudioSource source) {
        var frame = new short[160];
        int length = 0;
        for (int read = source.read(frame); read >= 0; read = source.read(frame)) length += read;
        return length;
    }

    @Test
    void opensWhatIsPlayedAndClosesItAfterwards() {
        test.offer("app", "1.0.0", session -> {
            session.play("welcome");
            session.play("busy", new Repetition(3, Duration.ZERO));
        });

        test.run("app", call);

        assertThat(test.sounds.heard).containsExactly("welcome 1", "closed welcome", "busy 3", "closed busy");
    }

    @Test
    void closesAPromptThatWasAskedFor() {
        test.offer("app", "1.0.0", session -> session.ask("menu", 1, Duration.ofMillis(1)));

        test.run("app", call);

        assertThat(test.sounds.heard).containsExactly("menu 1", "closed menu");
    }

    @Test
    void endsASoundWhenItsTimeIsOver() {
        OpenSound sound = prompts.open("x", new Repetition(5, Duration.ofMillis(2500)));

        assertThat(length(sound)).isEqualTo(20_000);
        assertThat(length(prompts.open("x", new Repetition(1, Duration.ofMillis(2500)))))
                .isEqualTo(8000);
        assertThat(length(prompts.open("x", Repetition.ONCE))).isEqualTo(8000);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatIllegalArgumentException().isThrownBy(() -> prompts.open("nothing", Repetition.ONCE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prompts(() -> null).open("welcome", Repetition.ONCE))
                .withMessage("no prompt welcome: the module of sounds is away");
        assertThatIllegalArgumentException().isThrownBy(() -> new Repetition(1001, Duration.ZERO));
    }

    @Test
    void goesOnWithoutARecordingWhenNothingRecords() {
        test.offer("app", "1.0.0", session -> {
            Recording none = session.record("talk", RecordingOptions.DEFAULT);
            test.seen.add(none.state().toString());
        });

        test.run("app", call);

        assertThat(test.seen).singleElement().asString().contains("there is nothing that records talk");
    }
}
