package org.patchbay.feature.play.internal;

import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;
import org.patchbay.application.Repetition;

/** {@code - play: tone}: answers, and plays a tone, music or a sound file to its end, once or more often. */
@Component(property = Application.NAME + "=play")
public final class Play implements Application {
    @Override
    public void run(CallSession call) {
        Arguments arguments = call.arguments();
        String prompt = arguments
                .value()
                .or(() -> arguments.text("sound"))
                .orElseThrow(() -> new IllegalArgumentException("play needs to know what, such as play: tone"));
        call.play(
                prompt,
                new Repetition(times(arguments), arguments.duration("for").orElse(Duration.ZERO)));
    }

    private static int times(Arguments arguments) {
        Optional<String> written = arguments.text("times").map(String::trim);
        if (written.isEmpty()) return arguments.text("for").isPresent() ? Repetition.ENDLESS : 1;
        if (written.get().equals("endless")) return Repetition.ENDLESS;
        if (!written.get().matches("[1-9]\\d{0,2}|1000")) {
            throw new IllegalArgumentException("times: " + written.get() + " is neither 1 to 1000 nor endless");
        }
        return Integer.parseInt(written.get());
    }
}
