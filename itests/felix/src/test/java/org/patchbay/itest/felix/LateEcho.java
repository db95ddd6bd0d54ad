package org.patchbay.itest.felix;

import org.patchbay.application.Application;
import org.patchbay.application.CallSession;

/** The application of a jar that a test drops into {@code deploy/}. */
public final class LateEcho implements Application {
    @Override
    public void run(CallSession call) {
        call.echo();
    }
}
