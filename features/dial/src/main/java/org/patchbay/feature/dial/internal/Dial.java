package org.patchbay.feature.dial.internal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
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
 * reason in the variable {@value #LAST_CAUSE}. <code>- dial: {trunk: carrier, number: "${number}"}</code> calls by way of a trunk; the
 * dialplan goes on also when the trunk couldn't carry the call, so that the next step can try another.
 */
@Component(configurationPid = Dial.PID, property = Application.NAME + "=dial")
@Designate(ocd = Dial.Config.class)
public final class Dial implements Application {
    /** The configuration's name. */
    static final String PID = "org.patchbay.feature.dial";

    /** The variable with the reason why nobody was reached; the PBX clears with it when no step follows. */
    static final String LAST_CAUSE = "dial.cause";

    private static final Set<String> ARGUMENTS = Set.of(Arguments.VALUE, "user", "trunk", "number", "ring");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** What says that the trunk couldn't carry the call, rather than that the called side didn't want it. */
    private static final Set<Cause> TRUNK_FAILED = EnumSet.of(
            Cause.NO_USER_RESPONDING,
            Cause.DESTINATION_OUT_OF_ORDER,
            Cause.NO_CIRCUIT,
            Cause.TEMPORARY_FAILURE,
            Cause.CONGESTION,
            Cause.NOT_PERMITTED,
            Cause.TIMER_EXPIRED,
            Cause.PROTOCOL_ERROR,
            Cause.INTERWORKING);

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
        Duration time = checked(given.duration("ring").orElse(ring));
        Optional<String> trunk = given.text("trunk");
        if (trunk.isPresent()) byTrunk(call, trunk.get(), number(given), time);
        else dial(call, user(given), time);
    }

    private static String user(Arguments given) {
        if (given.text("number").isPresent()) throw new IllegalArgumentException("dial has a number but no trunk");
        return given.text("user")
                .or(given::value)
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("dial needs a user, such as dial: {user: \"1002\"}"));
    }

    private static String number(Arguments given) {
        if (given.text("user").or(given::value).isPresent()) {
            throw new IllegalArgumentException("dial needs a user, or a trunk and a number, and not both");
        }
        return given.text("number")
                .filter(number -> !number.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "dial needs a number for the trunk, such as dial: {trunk: carrier, number: \"${number}\"}"));
    }

    private static void dial(CallSession call, String user, Duration ring) {
        switch (call.connect(user, ring)) {
            case DialResult.Ended _ -> call.hangup(Cause.NORMAL_CLEARING);
            case DialResult.Refused(Cause cause) -> call.hangup(cause);
            case DialResult.TimedOut _ -> call.variables().put(LAST_CAUSE, Cause.NO_ANSWER.label());
            case DialResult.Unreachable _ -> call.variables().put(LAST_CAUSE, Cause.SUBSCRIBER_ABSENT.label());
        }
    }

    private static void byTrunk(CallSession call, String trunk, String number, Duration ring) {
        switch (call.connectByTrunk(trunk, number, ring)) {
            case DialResult.Ended _ -> call.hangup(Cause.NORMAL_CLEARING);
            case DialResult.Refused(Cause cause)
            when TRUNK_FAILED.contains(cause) -> call.variables().put(LAST_CAUSE, cause.label());
            case DialResult.Refused(Cause cause) -> call.hangup(cause);
            case DialResult.TimedOut _ -> call.variables().put(LAST_CAUSE, Cause.NO_ANSWER.label());
            case DialResult.Unreachable _ -> call.variables().put(LAST_CAUSE, Cause.CONGESTION.label());
        }
    }

    private static Duration checked(Duration ring) {
        if (ring.compareTo(Duration.ofSeconds(1)) >= 0 && ring.compareTo(LONGEST) <= 0) return ring;
        throw new IllegalArgumentException("ring must be from 1s to 10m, and not " + ring.toMillis() + "ms");
    }

    private static void refuse(String name) {
        throw new IllegalArgumentException("dial has no argument " + name + "; it may have user, trunk, number, ring");
    }
}
