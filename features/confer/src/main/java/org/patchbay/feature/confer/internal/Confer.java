package org.patchbay.feature.confer.internal;

import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;

/** {@code - confer: 8801}: answers, and has the caller talk with all who are in that conference until he hangs up. */
@Component(property = Application.NAME + "=confer")
public final class Confer implements Application {
    /** Variable of the call: the conference that it has entered. */
    static final String ENTERED = "confer.entered";

    @Override
    public void run(CallSession call) {
        Arguments given = call.arguments();
        String conference = given.value()
                .or(() -> given.text("room"))
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("confer: which conference? As in confer: 8801"));
        boolean muted = muted(given);
        boolean again = conference.equals(call.variables().put(ENTERED, conference));
        // when this is run again, somebody may have let him speak meanwhile
        if (muted && !again) call.enter(conference).mute(true);
        call.confer(conference);
    }

    private static boolean muted(Arguments given) {
        String written = given.text("muted").orElse("no");
        return switch (written) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException("muted: " + written + " is neither yes nor no");
        };
    }
}
