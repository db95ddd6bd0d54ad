package org.patchbay.feature.answer.internal;

import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.CallSession;

/** {@code - answer}: answers the call; nothing when it has been answered. */
@Component(property = Application.NAME + "=answer")
public final class Answer implements Application {
    @Override
    public void run(CallSession call) {
        call.answer();
    }
}
