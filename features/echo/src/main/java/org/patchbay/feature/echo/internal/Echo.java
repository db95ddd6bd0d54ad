package org.patchbay.feature.echo.internal;

import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.CallSession;

/** {@code - echo}: answers, and sends the caller's sound back until he hangs up. */
@Component(property = Application.NAME + "=echo")
public final class Echo implements Application {
    @Override
    public void run(CallSession call) {
        call.echo();
    }
}
