package org.patchbay.itest.bench;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.patchbay.itest.phone.SipPhone;

/** New calls and registrations, so many a second, each on a thread of its own; nothing is tried a second time. */
final class Traffic implements AutoCloseable {
    private static final int REGISTRATIONS_A_SECOND = 10;
    private static final int CALLEES = 60;
    private static final int FIRST_CALLEE = 2020;
    private static final int FIRST_CALLER = 1000;
    private static final int CALLERS = 500;
    private static final int FIRST_REGISTERED = 1500;
    private static final int REGISTERED = 200;
    private static final Duration LAST_CALLS = Duration.ofSeconds(20);

    private final RtpLoop rtp;
    private final IntFunction<SipPhone> phones;
    private final BlockingQueue<SipPhone> callees = new LinkedBlockingQueue<>();
    private final BlockingQueue<SipPhone> registered = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("traffic").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile ShortCall.Kind preferred = ShortCall.Kind.ECHO;
    private Counts counts = new Counts();

    /** What became of the calls and registrations of a part of the run. */
    static final class Counts {
        private final List<Duration> setUps = new ArrayList<>();
        private final List<String> failedCalls = new ArrayList<>();
        private final List<String> failedRegistrations = new ArrayList<>();
        private int registered;

        List<Duration> setUps() {
            return setUps;
        }

        int registered() {
            return registered;
        }

        List<String> failedCalls() {
            return failedCalls;
        }

        List<String> failedRegistrations() {
            return failedRegistrations;
        }
    }

    Traffic(RtpLoop rtp, IntFunction<SipPhone> phones) {
        this.rtp = rtp;
        this.phones = phones;
    }

    void begin(int callsASecond) {
        for (int i = 0; i < CALLEES; i++)
            callees.add(phones.apply(FIRST_CALLEE + i).register());
        for (int i = 0; i < REGISTERED; i++) registered.add(phones.apply(FIRST_REGISTERED + i));
        every(callsASecond, () -> call(calls.getAndIncrement()));
        every(REGISTRATIONS_A_SECOND, this::register);
    }

    private void every(int aSecond, Runnable task) {
        var _ = clock.scheduleAtFixedRate(
                () -> threads.execute(task), 0, TimeUnit.SECONDS.toNanos(1) / aSecond, TimeUnit.NANOSECONDS);
    }

    /** Makes every other new call one of that kind. */
    void prefer(ShortCall.Kind kind) {
        preferred = kind;
    }

    /** Returns the counts since the last time, and begins anew. */
    synchronized Counts counts() {
        Counts before = counts;
        counts = new Counts();
        return before;
    }

    private void call(int number) {
        ShortCall.Kind[] kinds = ShortCall.Kind.values();
        ShortCall.Kind kind = number % 2 == 0 ? preferred : kinds[number / 2 % kinds.length];
        try (SipPhone caller = phones.apply(FIRST_CALLER + number % CALLERS)) {
            SipPhone callee = callees.take();
            try {
                called(new ShortCall(rtp, caller, callee).make(kind));
            } finally {
                callees.add(callee);
            }
        } catch (AssertionError | RuntimeException e) {
            failed(kind + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void called(Duration setUp) {
        counts.setUps.add(setUp);
    }

    private synchronized void failed(String failure) {
        counts.failedCalls.add(LocalTime.now() + " " + failure);
    }

    private void register() {
        try {
            SipPhone phone = registered.take();
            try {
                phone.register();
                registered();
            } finally {
                registered.add(phone);
            }
        } catch (AssertionError | RuntimeException e) {
            notRegistered(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void registered() {
        counts.registered++;
    }

    private synchronized void notRegistered(String failure) {
        counts.failedRegistrations.add(LocalTime.now() + " " + failure);
    }

    /** Begins no more, and waits for the end of those that have begun. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_CALLS.toSeconds(), TimeUnit.SECONDS)) failed("some calls do not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callees.forEach(SipPhone::close);
        registered.forEach(SipPhone::close);
    }
}
