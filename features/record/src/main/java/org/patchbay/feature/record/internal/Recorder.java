package org.patchbay.feature.record.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.patchbay.application.Application;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** {@code - record}: begins to record the call, and lets the dialplan go on; {@code - record: pause}, {@code resume} and {@code stop}. */
@Component(property = Application.NAME + "=record")
public final class Recorder implements Application {
    /** Variable of the call: the name of the file, without its ending. */
    static final String FILE = "record.file";

    private final Clock clock;

    @Activate
    public Recorder() {
        this(Clock.systemDefaultZone());
    }

    Recorder(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void run(CallSession call) {
        Optional<String> order = call.arguments().value();
        if (order.isEmpty()) begin(call);
        else for (Recording recording : call.recordings()) obey(recording, order.get());
        order.ifPresent(Recorder::check);
    }

    private void begin(CallSession call) {
        Arguments given = call.arguments();
        Duration longest = given.duration("longest").orElse(RecordingOptions.DEFAULT.longest());
        String name = given.text("file").map(FileName::safe).orElseGet(() -> name(call));
        call.variables().put(FILE, name);
        call.record(name, new RecordingOptions(paused(given), longest));
    }

    /** Returns the name that this call's recording has already, since this may be run again; or else one of its own. */
    private String name(CallSession call) {
        String known = call.variables().get(FILE);
        for (Recording recording : call.recordings()) if (recording.name().equals(known)) return recording.name();
        return FileName.of(LocalDateTime.now(clock), call.caller().number(), call.dialled());
    }

    private static boolean paused(Arguments given) {
        String written = given.text("paused").orElse("no");
        return switch (written) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException("paused: " + written + " is neither yes nor no");
        };
    }

    private static void obey(Recording recording, String order) {
        switch (order) {
            case "pause" -> recording.pause();
            case "resume" -> recording.resume();
            case "stop" -> recording.stop();
            default -> check(order);
        }
    }

    private static void check(String order) {
        if (order.equals("pause") || order.equals("resume") || order.equals("stop")) return;
        throw new IllegalArgumentException("record: " + order
                + " is none of pause, resume and stop; a name is written record: {file: " + order + "}");
    }
}
