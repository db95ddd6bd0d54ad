package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patchbay.channel.CallRouter;
import org.patchbay.channel.Channels;
import org.patchbay.channel.LogicReplaced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where routers sit: the newest is asked, and when it leaves the one before it again. It may be empty for a while; calls
 * wait for the next one. Thread-safe.
 */
final class RouterSlot {
    private static final Logger LOG = LoggerFactory.getLogger(RouterSlot.class);
    private static final Duration LEAVE_LIMIT = Duration.ofMillis(400);

    private final Deque<Seat> seats = new ArrayDeque<>();
    private volatile CompletableFuture<Seat> next = new CompletableFuture<>();

    /** Completes when there is a router, with its seat. */
    CompletableFuture<Seat> next() {
        return next;
    }

    Channels.Attachment attach(CallRouter router) {
        var seat = new Seat(router);
        CompletableFuture<Seat> awaited;
        synchronized (seats) {
            seats.push(seat);
            awaited = next;
            next = CompletableFuture.completedFuture(seat);
        }
        awaited.complete(seat); // outside the lock: whoever waits runs on
        return () -> detach(seat);
    }

    private void detach(Seat seat) {
        synchronized (seats) {
            if (!seats.remove(seat)) return;
            if (next.getNow(null) == seat) {
                Seat before = seats.peek();
                next = before == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(before);
            }
        }
        seat.vacate();
    }

    /** A router and the calls whose logic is in it. */
    static final class Seat {
        private final CallRouter router;
        private final Set<Run> runs = ConcurrentHashMap.newKeySet();
        private volatile boolean vacated;

        private Seat(CallRouter router) {
            this.router = router;
        }

        private record Run(CallVerbs call, CompletableFuture<Void> left) {}

        /** Runs the router on {@code call}, on the call's thread. */
        void run(CallVerbs call) {
            var run = new Run(call, new CompletableFuture<>());
            runs.add(run);
            try {
                if (vacated) throw new LogicReplaced();
                router.route(call);
            } finally {
                runs.remove(run);
                call.settle();
                run.left().complete(null);
            }
        }

        private void vacate() {
            vacated = true;
            runs.forEach(run -> run.call().unwind());
            var left = CompletableFuture.allOf(runs.stream().map(Run::left).toArray(CompletableFuture[]::new));
            try {
                left.get(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                runs.forEach(run -> LOG.warn(
                        "call {}: its logic has not reached a verb yet",
                        run.call().id()));
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
