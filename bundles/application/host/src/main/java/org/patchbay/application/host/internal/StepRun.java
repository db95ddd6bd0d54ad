package org.patchbay.application.host.internal;

import java.util.Optional;
import org.patchbay.application.Application;
import org.patchbay.application.Resumable;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step of the dialplan on a call: its application, and those that this continues with. When a version goes away
 * under it, the same application goes on in the next; when the host or the PBX does, what is to be known is left with the
 * call.
 */
final class StepRun {
    private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);
    private static final int LONGEST_CHAIN = 50;

    private final Catalogue catalogue;
    private final Prompts prompts;
    private final Request request;
    private final Call call;

    StepRun(Catalogue catalogue, Prompts prompts, Request request) {
        this.catalogue = catalogue;
        this.prompts = prompts;
        this.request = request;
        this.call = request.call();
    }

    void run() {
        String step = request.application();
        Optional<Link> link = Progress.take(call, step).or(() -> Optional.of(Link.first(step)));
        while (link.isPresent()) link = after(link.get());
    }

    /** Runs one application of the chain; returns what is to be run after it. */
    private Optional<Link> after(Link link) {
        if (link.number() > LONGEST_CHAIN) endLoop(link);
        Run run = enter(link);
        try {
            return visit(link, run);
        } catch (CallEnded | LogicReplaced passed) {
            throw passed;
        } catch (RuntimeException | Error failure) {
            run.version().countFailure();
            throw failure;
        } finally {
            run.version().leave(run);
        }
    }

    private void endLoop(Link link) {
        LOG.warn(
                "call {}: {} applications have continued with another, the last with {}; ended as a loop",
                call.id(),
                LONGEST_CHAIN,
                link.application());
        call.hangup(Cause.TEMPORARY_FAILURE);
    }

    private Run enter(Link link) {
        try {
            return catalogue.enter(link.application(), call);
        } catch (LogicReplaced replaced) {
            Progress.keep(call, request.application(), link);
            throw replaced;
        }
    }

    private Optional<Link> visit(Link link, Run run) {
        Application application = run.instances().get();
        var session = new HostedSession(request, link.arguments(request.arguments()), run, prompts);
        try {
            serve(application, session, link);
            return session.next().map(link::followedBy);
        } catch (LogicReplaced replaced) {
            Link unwound = link.unwound(session.next(), Suspension.of(application, run));
            if (run.version().gone()) {
                LOG.info(
                        "call {}: {} goes on without {}",
                        call.id(),
                        link.application(),
                        run.version().origin());
                return Optional.of(unwound);
            }
            Progress.keep(call, request.application(), unwound);
            throw replaced;
        } finally {
            run.instances().release(application);
        }
    }

    private static void serve(Application application, HostedSession session, Link link) {
        if (link.state().isPresent() && application instanceof Resumable resumable) {
            link.next().ifPresent(next -> session.continueWith(next.application(), next.value()));
            resumable.resume(session, link.state().get());
        } else {
            application.run(session);
        }
    }
}
