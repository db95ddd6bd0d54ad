package org.patchbay.cdr.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRecordListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes calls that are over to files, on a thread of its own. What can't be written, as the disk is full, waits in memory and is tried again
 * every five seconds.
 */
@Component(configurationPid = CdrConfig.PID)
@Designate(ocd = CdrConfig.class)
public final class CallRecordFiles implements CallRecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(CallRecordFiles.class);
    private static final String HOME = "patchbay.home";
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 500;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final DailyFile calls;
    private final DailyFile legs;
    private final int keepDays;
    private final Clock clock;
    private final Duration retry;
    private final Deque<CallRecord> waiting = new ArrayDeque<>();
    private final Thread writer;
    private long lost;
    private boolean closing;
    private boolean failing; // the writer's, as the next
    private LocalDate cleanedUp = LocalDate.MIN;

    @Activate
    public CallRecordFiles(BundleContext context, CdrConfig config) {
        this(
                Path.of(Optional.ofNullable(context.getProperty(HOME)).orElse(""))
                        .resolve(config.folder()),
                days(config.keep_days()),
                Clock.systemDefaultZone(),
                Duration.ofSeconds(5));
    }

    private static int days(int days) {
        if (days < 0 || days > 36_500)
            throw new IllegalArgumentException("keep.days " + days + " is not within 0-36500");
        return days;
    }

    /** @param keepDays 0 for ever */
    CallRecordFiles(Path folder, int keepDays, Clock clock, Duration retry) {
        this.calls = new DailyFile(folder, "calls", CallRow.COLUMNS);
        this.legs = new DailyFile(folder, "legs", LegRow.COLUMNS);
        this.keepDays = keepDays;
        this.clock = clock;
        this.retry = retry;
        this.writer = Thread.ofPlatform().daemon().name("call-records").start(this::run);
    }

    /** Writes what waits. */
    @Deactivate
    void deactivate() throws InterruptedException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        writer.join(CLOSING);
        int left = left();
        if (left > 0) LOG.error("{} calls could not be written down, and are lost", left);
    }

    private synchronized int left() {
        return waiting.size();
    }

    @Override
    public synchronized void ended(CallRecord call) {
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
            lost++;
        }
        waiting.addLast(call);
        notifyAll();
    }

    private void run() {
        try {
            for (List<CallRecord> next = next(); !next.isEmpty(); next = next()) {
                if (write(next)) written(next);
                else if (!pause()) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for calls, and leaves them where they are until they are written; returns none when this is closed. */
    private synchronized List<CallRecord> next() throws InterruptedException {
        while (waiting.isEmpty() && !closing) wait();
        return waiting.stream().limit(MOST_AT_ONCE).toList();
    }

    /** Waits until it is worth trying again; returns false when that is never. */
    private synchronized boolean pause() throws InterruptedException {
        long until = System.nanoTime() + retry.toNanos();
        for (long left = retry.toMillis(); left > 0 && !closing; left = (until - System.nanoTime()) / 1_000_000)
            wait(left);
        return !closing;
    }

    // some may have been pushed out meanwhile
    private synchronized void written(List<CallRecord> done) {
        for (CallRecord call : done) if (waiting.peekFirst() == call) waiting.removeFirst();
        if (lost > 0) LOG.error("{} calls could not be written down in time, and are lost", lost);
        lost = 0;
    }

    private boolean write(List<CallRecord> some) {
        try {
            for (List<CallRecord> day : byDay(some)) write(day(day.getFirst()), day);
            if (failing) LOG.info("calls are written down again");
            failing = false;
            cleanUp();
            return true;
        } catch (IOException | RuntimeException e) {
            if (!failing) LOG.error("calls can't be written down; they wait, {} at most", MOST_WAITING, e);
            failing = true;
            return false;
        }
    }

    private LocalDate day(CallRecord call) {
        return LocalDate.ofInstant(call.ended(), clock.getZone());
    }

    private List<List<CallRecord>> byDay(List<CallRecord> some) {
        List<List<CallRecord>> days = new ArrayList<>();
        for (CallRecord call : some) {
            if (days.isEmpty() || !day(days.getLast().getFirst()).equals(day(call))) days.add(new ArrayList<>());
            days.getLast().add(call);
        }
        return days;
    }

    /** Appends to both files, or to none. */
    private void write(LocalDate day, List<CallRecord> some) throws IOException {
        var callRows = new StringBuilder();
        var legRows = new StringBuilder();
        for (CallRecord call : some) {
            callRows.append(Csv.row(CallRow.of(call, clock.getZone())));
            for (CallRecord.Leg leg : call.legs()) legRows.append(Csv.row(LegRow.of(call, leg, clock.getZone())));
        }
        long before = legs.append(day, legRows.toString());
        try {
            calls.append(day, callRows.toString());
        } catch (IOException e) {
            legs.cut(day, before);
            throw e;
        }
    }

    private void cleanUp() throws IOException {
        LocalDate today = LocalDate.now(clock);
        if (keepDays == 0 || today.equals(cleanedUp)) return;
        cleanedUp = today;
        calls.deleteBefore(today.minusDays(keepDays));
        legs.deleteBefore(today.minusDays(keepDays));
    }
}
