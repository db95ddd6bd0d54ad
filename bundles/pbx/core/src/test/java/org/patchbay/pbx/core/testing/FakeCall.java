package org.patchbay.pbx.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.media.AudioSource;

/** A call without legs, that writes down where the dialplan has moved it and why it was cleared. */
public final class FakeCall implements Call {
    private final String dialled;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Position> moves = new ArrayList<>();
    private Optional<Cause> cleared = Optional.empty();
    private Optional<Instant> answered = Optional.empty();
    private Runnable onWait = () -> {};
    private int waits;

    public FakeCall(String dialled) {
        this.dialled = dialled;
    }

    public FakeCall at(Position position) {
        moves.add(position);
        return this;
    }

    /** Runs {@code event} in every wait for something that isn't there. */
    public FakeCall whileWaiting(Runnable event) {
        onWait = event;
        return this;
    }

    public List<Position> moves() {
        return moves;
    }

    public Optional<Cause> cleared() {
        return cleared;
    }

    public int waits() {
        return waits;
    }

    @Override
    public String id() {
        return "call-1";
    }

    @Override
    public Party caller() {
        return new Party("1001", "Ann ${number}");
    }

    @Override
    public String dialled() {
        return dialled;
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
        return moves.isEmpty() ? Optional.empty() : Optional.of(moves.getLast());
    }

    @Override
    public void moveTo(Position next) {
        moves.add(next);
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public void answer() {
        answered = Optional.of(Instant.EPOCH);
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration limit) {
        if (event.toCompletableFuture().isDone()) return true;
        waits++;
        onWait.run();
        return event.toCompletableFuture().isDone();
    }

    @Override
    public void hangup(Cause cause) {
        clear(cause);
        throw new CallEnded(cause);
    }

    @Override
    public void clear(Cause cause) {
        if (cleared.isEmpty()) cleared = Optional.of(cause);
    }

    @Override
    public CallSnapshot snapshot() {
        return new CallSnapshot(id(), Instant.EPOCH, answered, caller(), dialled, position(), "waiting", List.of());
    }

    @Override
    public void ring() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DialResult dial(AddressOfRecord target, Duration ring) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void echo() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void play(AudioSource source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void playUntilDigit(AudioSource source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Character> digit(Duration within) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean over() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unwind() {
        throw new UnsupportedOperationException();
    }
}
