package org.patchbay.itest.felix;

import org.patchbay.application.Application;
import org.patchbay.application.CallSession;

/** An application that answers, and then computes without end or verb, until somebody interrupts it. */
public final class Spinner implements Application {
    @Override
    public void run(CallSession call) {
        call.answer();
        while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
    }
}
