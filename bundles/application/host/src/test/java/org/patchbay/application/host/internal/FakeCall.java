package org.patchbay.application.host.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/** A call in which {@link #echo} blocks until it is unwound. */
final class FakeCall implements Call {
    final Semaphore echoes = new Semaphore(0);
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> unwound = new CompletableFuture<>();

    @Override
    public String id() {
        return "c1";
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
    public Optional<Position> position() {
        return Optional.empty();
    }

    @Override
    public void moveTo(Position next) {}

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public void ring() {}

    @Override
    public void answer() {}

    @Override
    public DialResult dial(AddressOfRecord target, Duration ring) {
        return new DialResult.TimedOut();
    }

    @Override
    public void echo() {
        CompletableFuture<Void> mine = unwound;
        echoes.release();
        mine.join();
        unwound = new CompletableFuture<>();
        throw new LogicReplaced();
    }

    @Override
    public void play(AudioSource source) {}

    @Override
    public void playUntilDigit(AudioSource source) {}

    @Override
    public Optional<Character> digit(Duration within) {
        return Optional.empty();
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration limit) {
        try {
            event.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | InterruptedException | ExecutionException late) {
            return false;
        }
    }

    @Override
    public void hangup(Cause cause) {
        throw new CallEnded(cause);
    }

    @Override
    public void clear(Cause cause) {}

    @Override
    public void unwind() {
        unwound.complete(null);
    }

    @Override
    public CallSnapshot snapshot() {
        return new CallSnapshot(
                id(), Instant.EPOCH, Optional.empty(), caller(), dialled(), Optional.empty(), "echo", List.of());
    }
}
