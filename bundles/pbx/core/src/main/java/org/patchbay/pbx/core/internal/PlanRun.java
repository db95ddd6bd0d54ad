package org.patchbay.pbx.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.patchbay.application.Applications;
import org.patchbay.application.Applications.UnknownApplicationException;
import org.patchbay.application.Users;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Position;
import org.patchbay.pbx.Dialplan;
import org.patchbay.pbx.Extension;
import org.patchbay.pbx.Extension.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the dialplan on one call, from the call's position to the end of the extension. */
final class PlanRun {
    /** The variable in which an application leaves why it didn't get through, for when no step follows. */
    static final String LAST_CAUSE = "dial.cause";

    /** The variable with the generation of the dialplan that the call began with, and keeps when this code is replaced. */
    static final String GENERATION = "dialplan.generation";

    private static final Logger LOG = LoggerFactory.getLogger(PlanRun.class);

    private final Call call;
    private final Surroundings around;

    /** What it asks, and how long it waits for what is away. */
    record Surroundings(
            Providers<Dialplan> dialplans, Providers<Applications> applications, Users users, Duration patience) {}

    PlanRun(Call call, Surroundings around) {
        this.call = call;
        this.around = around;
    }

    void run() {
        Position start = call.position().orElseGet(() -> new Position(call.context(), call.dialled(), 0));
        waitFor(around.dialplans(), "dialplan");
        Optional<Extension> extension = find(start);
        extension.map(Extension::generation).ifPresent(found -> call.variables().put(GENERATION, found));
        if (extension.isEmpty()) {
            LOG.info("no extension of {} matches {}", start.context(), start.extension());
            call.hangup(Cause.UNALLOCATED_NUMBER);
            return;
        }
        runSteps(extension.get().steps(), start);
        Optional.ofNullable(call.variables().get(LAST_CAUSE)).flatMap(Cause::of).ifPresent(call::hangup);
    }

    private Optional<Extension> find(Position position) {
        String generation = call.variables().getOrDefault(GENERATION, "");
        return around.dialplans().all().stream()
                .map(plan -> plan.match(position.context(), position.extension(), generation))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void runSteps(List<Step> steps, Position start) {
        call.moveTo(start);
        for (Position at = start; at.step() < steps.size(); ) {
            run(steps.get(at.step()), at);
            at = at.next();
            call.moveTo(at);
        }
    }

    private void run(Step step, Position at) {
        Applications host = host();
        try {
            host.run(step.application(), new Variables(call).replace(step.arguments()), call, around.users());
        } catch (CallEnded e) {
            throw e;
        } catch (UnknownApplicationException | IllegalArgumentException e) {
            LOG.warn("{}: {}", where(step, at), e.getMessage());
            call.hangup(Cause.TEMPORARY_FAILURE);
        } catch (RuntimeException e) {
            LOG.warn("{} failed", where(step, at), e);
            call.hangup(Cause.TEMPORARY_FAILURE);
        }
    }

    private Applications host() {
        while (true) {
            waitFor(around.applications(), "application host");
            Optional<Applications> host = around.applications().first();
            if (host.isPresent()) return host.get(); // otherwise it has gone again
        }
    }

    private static String where(Step step, Position at) {
        return "context " + at.context() + ", extension " + at.extension() + ", step " + (at.step() + 1) + " ("
                + step.application() + ")";
    }

    /** Waits for a bundle that is being replaced; a call that was answered waits as long as the caller stays. */
    private void waitFor(Providers<?> providers, String what) {
        while (!call.await(providers.arrival(), around.patience())) {
            if (call.snapshot().answered().isPresent()) continue;
            LOG.warn(
                    "call {}: no {} within {} s",
                    call.id(),
                    what,
                    around.patience().toSeconds());
            call.hangup(Cause.NO_USER_RESPONDING); // 480: it may be there when the caller tries again
        }
    }
}
