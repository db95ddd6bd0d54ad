package org.patchbay.application.host.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.LogicReplaced;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.media.AudioSource;

/** A call in which {@link #echo} blocks until it is unwound or cleared, and {@link #digit} until one is pressed. */
final class FakeCall implements Call {
    final Semaphore echoes = new Semaphore(0);
    final Semaphore prompts = new Semaphore(0);
    final Semaphore digitsWaitedFor = new Semaphore(0);
    private final String id;
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final Deque<Character> pressed = new ArrayDeque<>();
    private boolean unwinding;
    private @Nullable Cause cleared;
    private @Nullable Position position;

    FakeCall() {
        this("c1");
    }

    FakeCall(String id) {
        this.id = id;
    }

    /** Returns what the host keeps of a step that was not finished: variables, but for the versions that the call is on. */
    Map<String, String> unfinished() {
        return variables.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("patchbay.version."))
                .filter(entry -> !entry.getKey().equals(APPLICATION))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Presses a digit. */
    synchronized void press(char digit) {
        pressed.add(digit);
        notifyAll();
    }

    synchronized Optional<Cause> cleared() {
        return Optional.ofNullable(cleared);
    }

    /** Waits until {@code condition} holds, or {@code limit} has passed, as a verb does: it ends with the call. */
    private synchronized boolean until(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            if (cleared != null) throw new CallEnded(cleared);
            if (unwinding) {
                unwinding = false;
                throw new LogicReplaced();
            }
            if (condition.getAsBoolean()) return true;
            long left = end - System.nanoTime();
            if (left <= 0) return false;
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException interrupted) {
                throw new LogicReplaced();
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Party caller() {
        return new Party("1001", "Ann");
    }

    @Override
    public String dialled() {
        return "9196";
    }

    @Override
    public String context() {
        return "internal";
    }

    @Override
    public Optional<AddressOfRecord> subscriber() {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    @Override
    public synchronized void moveTo(Position next) {
        position = next;
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public void ring() {}

    @Override
    public void answer() {
        until(() -> true, Duration.ZERO);
    }

    @Override
    public DialResult dial(AddressOfRecord target, Duration ring) {
        return new DialResult.TimedOut();
    }

    @Override
    public void echo() {
        echoes.release();
        until(() -> false, Duration.ofSeconds(30));
    }

    @Override
    public void play(AudioSource source) {}

    @Override
    public synchronized boolean over() {
        return cleared != null;
    }

    @Override
    public synchronized void playUntilDigit(AudioSource source) {
        if (pressed.isEmpty()) prompts.release();
    }

    @Override
    public synchronized Optional<Character> digit(Duration within) {
        if (pressed.isEmpty()) digitsWaitedFor.release();
        until(() -> !pressed.isEmpty(), within);
        return Optional.ofNullable(pressed.poll());
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration limit) {
        var unused = event.whenComplete((value, failure) -> woken());
        return until(event.toCompletableFuture()::isDone, limit);
    }

    private synchronized void woken() {
        notifyAll();
    }

    @Override
    public void hangup(Cause cause) {
        clear(cause);
        throw new CallEnded(cause);
    }

    @Override
    public synchronized void clear(Cause cause) {
        if (cleared == null) cleared = cause;
        notifyAll();
    }

    @Override
    public synchronized void unwind() {
        unwinding = true;
        notifyAll();
    }

    @Override
    public CallSnapshot snapshot() {
        String activity = cleared().isPresent() ? "cleared" : "waiting";
        return new CallSnapshot(
                id(), Instant.EPOCH, Optional.empty(), caller(), dialled(), position(), activity, List.of());
    }
}
