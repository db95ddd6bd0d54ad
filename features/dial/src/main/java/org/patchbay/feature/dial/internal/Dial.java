package org.patchbay.feature.dial.internal;

import java.time.Duration;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.application.Application;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;

/**
 * <code>- dial: {user: "1002", ring: 20s}</code>: rings all phones of a user and connects the first to answer; the call ends when they
 * have talked, or as the called side refused it. When nobody could be rung, or nobody answered, the dialplan goes on, with the
 * reason in the variable {@value #LAST_CAUSE}.
 */
@Component(configurationPid = Dial.PID, property = Application.NAME + "=dial")
@Designate(ocd = Dial.Config.class)
public final class Dial implements Application {
    /** The configuration's name. */
    static final String PID = "org.patchbay.feature.dial";

    /** The variable with the reason why nobody was reached; the PBX clears with it when no step follows. */
    static final String LAST_CAUSE = "dial.cause";

    private static final Set<String> ARGUMENTS = Set.of(Arguments.VALUE, "user", "ring");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private volatile Duration ring;

    @ObjectClassDefinition(name = "Patchbay: dial", description = "How the dialplan step dial rings a user.")
    @interface Config {
        @AttributeDefinition(
                name = "Ring for (s)",
                description = "How long the phones ring when the dialplan doesn't say it. 1-600.")
        int ring_seconds() default 30;
    }

    @Activate
    public Dial(Config config) {
        ring = checked(Duration.ofSeconds(config.ring_seconds()));
    }

    /** Takes a new default without a new component: calls that are on this one stay. */
    @Modified
    void modified(Config config) {
        ring = checked(Duration.ofSeconds(config.ring_seconds()));
    }

    @Override
    public void run(CallSession call) {
        Arguments given = call.arguments();
        given.values().keySet().stream()
                .filter(name -> !ARGUMENTS.contains(name))
                .findFirst()
                .ifPresent(Dial::refuse);
        String user = given.text("user")
                .or(given::value)
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("dial needs a user, such as dial: {user: \"1002\"}"));
        dial(call, user, checked(given.duration("ring").orElse(ring)));
    }

    private static void dial(CallSession call, String user, Duration ring) {
        switch (call.connect(user, ring)) {
            case DialResult.Ended _ -> call.hangup(Cause.NORMAL_CLEARING);
            case DialResult.Refused(Cause cause) -> call.hangup(cause);
            case DialResult.TimedOut _ -> call.variables().put(LAST_CAUSE, Cause.NO_ANSWER.label());
            case DialResult.Unreachable _ -> call.variables().put(LAST_CAUSE, Cause.SUBSCRIBER_ABSENT.label());
        }
    }

    private static Duration checked(Duration ring) {
        if (ring.compareTo(Duration.ofSeconds(1)) >= 0 && ring.compareTo(LONGEST) <= 0) return ring;
        throw new IllegalArgumentException("ring must be from 1s to 10m, and not " + ring.toMillis() + "ms");
    }

    private static void refuse(String name) {
        throw new IllegalArgumentException("dial has no argument " + name + "; it may have user, ring");
    }
}
