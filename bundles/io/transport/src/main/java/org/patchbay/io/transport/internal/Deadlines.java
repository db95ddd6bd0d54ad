package org.patchbay.io.transport.internal;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time limits of one connection, on its loop. They stand still while nobody receives: then it is we who don't read. */
final class Deadlines {
    private final Connection connection;
    private final EventLoop loop;
    private final Limits limits;
    private final Settings.WebSocket pings;
    private @Nullable Future<?> setup;
    private @Nullable Future<?> first;
    private @Nullable Future<?> message;
    private @Nullable Future<?> idle;
    private @Nullable Future<?> ping;
    private boolean paused;
    private long arrivedNanos = System.nanoTime();

    Deadlines(Connection connection, EventLoop loop, Settings settings) {
        this.connection = connection;
        this.loop = loop;
        this.limits = settings.limits();
        this.pings = settings.webSocket();
    }

    void begin() {
        setup = after(limits.setupMillis(), () -> connection.fail(Refusal.SETUP_TIME, Refusal.SETUP_TIME.words()));
    }

    void opened(boolean incoming) {
        cancel(setup);
        arrived();
        if (incoming && limits.firstMessageMillis() > 0) waitForFirst();
        if (limits.idleMillis() > 0) checkIdle();
        if (connection.writer().pings() && pings.pingMillis() > 0) ping = after(pings.pingMillis(), this::ping);
    }

    private void waitForFirst() {
        first = after(limits.firstMessageMillis(), () -> {
            if (paused) waitForFirst();
            else connection.fail(Refusal.FIRST_MESSAGE_TIME, Refusal.FIRST_MESSAGE_TIME.words());
        });
    }

    private void checkIdle() {
        long left = limits.idleMillis() - sinceArrivalMillis();
        if (left > 0) idle = after(left, this::checkIdle);
        else if (paused) idle = after(limits.idleMillis(), this::checkIdle);
        else connection.fail(Refusal.IDLE, Refusal.IDLE.words());
    }

    private long sinceArrivalMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - arrivedNanos);
    }

    private void ping() {
        if (paused) {
            ping = after(pings.pingMillis(), this::ping);
            return;
        }
        long sent = System.nanoTime();
        connection.writer().ping();
        ping = after(pings.pongMillis(), () -> {
            // whatever has come is a sign of life
            if (arrivedNanos - sent < 0 && !paused) connection.fail(Refusal.PONG_TIME, Refusal.PONG_TIME.words());
            else ping = after(pings.pingMillis(), this::ping);
        });
    }

    void arrived() {
        arrivedNanos = System.nanoTime();
    }

    /** Says that a keep-alive has arrived, perhaps in the middle of a message, whose time goes on. */
    void alive() {
        cancel(first);
    }

    /** Says that a whole message has arrived. */
    void complete() {
        cancel(first);
        cancel(message);
        message = null;
    }

    /** Says whether a message has begun to arrive; its time counts from the first byte and is not prolonged by each further one. */
    void partial(boolean begun) {
        if (!begun) {
            cancel(message);
            message = null;
        } else if (message == null) {
            message = after(
                    limits.messageMillis(), () -> connection.fail(Refusal.MESSAGE_TIME, Refusal.MESSAGE_TIME.words()));
        }
    }

    void pause() {
        paused = true;
        partial(false);
    }

    void resume() {
        if (paused) arrived();
        paused = false;
    }

    /** Gives what is being sent {@code millis}, and the peer a moment to read it. */
    void end(long millis) {
        cancelAll();
        setup = after(millis, () -> connection.abort("closed"));
    }

    void cancelAll() {
        cancel(setup);
        cancel(first);
        cancel(message);
        cancel(idle);
        cancel(ping);
    }

    private Future<?> after(long millis, Runnable task) {
        return loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) task.cancel(false);
    }
}
