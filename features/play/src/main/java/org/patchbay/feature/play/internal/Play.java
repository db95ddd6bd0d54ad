package org.patchbay.feature.play.internal;

import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.CallSession;

/** {@code - play: tone}: answers, and plays a tone or a sound file to its end. */
@Component(property = Application.NAME + "=play")
public final class Play implements Application {
    @Override
    public void run(CallSession call) {
        String prompt = call.arguments()
                .value()
                .orElseThrow(() -> new IllegalArgumentException("play needs to know what, such as play: tone"));
        call.play(prompt);
    }
}
