package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the virtual thread of a call does: runs the router that is attached, and when that is replaced waits for the next
 * and runs it from the call's position. A call that rings or talks waits as long as it does so; another one only
 * {@code limit}, and is then cleared.
 */
final class CallLogic implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLogic.class);

    private final CallVerbs call;
    private final RouterSlot routers;
    private final Duration limit;
    private final Runnable over;

    CallLogic(CallVerbs call, RouterSlot routers, Duration limit, Runnable over) {
        this.call = call;
        this.routers = routers;
        this.limit = limit;
        this.over = over;
    }

    @Override
    public void run() {
        try {
            boolean replaced;
            do replaced = runOnce();
            while (replaced);
        } finally {
            over.run();
        }
    }

    /** Returns whether the logic is to be run again because it was replaced. */
    private boolean runOnce() {
        try {
            CompletableFuture<RouterSlot.Seat> next = routers.next();
            if (!call.await(next, limit)) return waitOn();
            next.join().run(call);
            call.logicDone(call.isAnswered() ? Cause.NORMAL_CLEARING : Cause.NO_USER_RESPONDING);
            return false;
        } catch (CallEnded ended) {
            return false;
        } catch (LogicReplaced replaced) {
            return true;
        } catch (Exception | Error failure) { // of whatever kind: the legs must be told, and their ports freed
            LOG.error("call {}: its logic failed", call.id(), failure);
            call.logicDone(Cause.TEMPORARY_FAILURE);
            return false;
        }
    }

    private boolean waitOn() {
        if (call.busy()) return true;
        LOG.warn("call {}: no router came within {} s", call.id(), limit.toSeconds());
        call.logicDone(Cause.NO_USER_RESPONDING);
        return false;
    }
}
