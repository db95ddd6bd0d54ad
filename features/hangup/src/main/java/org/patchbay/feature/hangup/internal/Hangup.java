package org.patchbay.feature.hangup.internal;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.CallSession;
import org.patchbay.channel.Cause;

/** {@code - hangup: no-answer}: clears the call; without a cause as any call that has come to its end. */
@Component(property = Application.NAME + "=hangup")
public final class Hangup implements Application {
    @Override
    public void run(CallSession call) {
        String wanted = call.arguments().value().orElse(Cause.NORMAL_CLEARING.label());
        call.hangup(Cause.of(wanted).orElseThrow(() -> unknown(wanted)));
    }

    private static IllegalArgumentException unknown(String wanted) {
        String labels = Arrays.stream(Cause.values()).map(Cause::label).collect(Collectors.joining(", "));
        return new IllegalArgumentException("no cause " + wanted + "; there are " + labels);
    }
}
