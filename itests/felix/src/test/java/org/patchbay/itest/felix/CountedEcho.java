package org.patchbay.itest.felix;

import org.patchbay.application.Application;
import org.patchbay.application.CallSession;

/** An echo that says in the variable {@code runs} how often it was begun on the call: a one for each time. */
public final class CountedEcho implements Application {
    @Override
    public void run(CallSession call) {
        call.variables().merge("runs", "1", String::concat);
        call.echo();
    }
}
