package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** The call as logic sees it: each verb posts a task to the call and waits for what comes of it. */
final class CallVerbs implements Call {
    private static final Duration SNAPSHOT_LIMIT = Duration.ofMillis(200);

    private final LiveCall call;
    private final Beginning beginning;
    private final SoundVerbs sound;
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private volatile @Nullable Position position;

    CallVerbs(LiveCall call) {
        this.call = call;
        this.beginning = call.beginning();
        this.sound = new SoundVerbs(call);
        beginning.origin().transferor().ifPresent(by -> variables.put(TRANSFERRED_BY, by.number()));
    }

    @Override
    public String id() {
        return call.id();
    }

    @Override
    public Party caller() {
        return beginning.caller();
    }

    @Override
    public List<Diversion> diversions() {
        return beginning.origin().diversions();
    }

    @Override
    public String dialled() {
        return beginning.dialled();
    }

    @Override
    public String context() {
        return beginning.context();
    }

    @Override
    public Optional<AddressOfRecord> subscriber() {
        return beginning.subscriber();
    }

    @Override
    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    @Override
    public void moveTo(Position next) {
        position = next;
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    /** Runs a verb that is done at once. */
    private void now(Runnable verb) {
        call.verbs().<Boolean>perform(done -> {
            verb.run();
            done.complete(true);
        });
    }

    @Override
    public void ring() {
        now(() -> {
            call.place().alert();
        });
    }

    @Override
    public void answer() {
        now(() -> {
            if (call.caller().up()) {
                call.withMedia(call.place()::connectToServer);
                return;
            }
            MediaFormat format = call.caller().sharedWithServer();
            if (format.audioCodec().isEmpty()) call.clear(Cause.INCOMPATIBLE_DESTINATION);
            else call.place().answer(format);
        });
    }

    @Override
    public DialResult dial(AddressOfRecord target, Duration ring) {
        DialAttempt attempt =
                call.verbs().perform(begun -> begun.complete(call.engagement().dial(target, ring)));
        DialResult result = call.verbs().perform(over -> {
            var unused = attempt.result().thenAccept(over::complete);
        });
        attempt.deliver();
        return result;
    }

    /** Clears the call if a peer of it has sent nothing for {@code limit}. May be called from any thread. */
    void clearIfDead(Duration limit) {
        call.clearIfDead(limit);
    }

    @Override
    public void echo() {
        sound.echo();
    }

    @Override
    public ConferenceMember enter(String conference) {
        return sound.enter(conference);
    }

    @Override
    public void confer(String conference) {
        sound.confer(conference);
    }

    @Override
    public void play(AudioSource source) {
        sound.play(source);
    }

    @Override
    public void playUntilDigit(AudioSource source) {
        sound.playUntilDigit(source);
    }

    @Override
    public Recording record(String name, RecordingOptions options) {
        return sound.record(name, options);
    }

    @Override
    public List<Recording> recordings() {
        return call.recordings().going();
    }

    @Override
    public Optional<Character> digit(Duration within) {
        return call.verbs().perform(next -> {
            limit(next, within, Optional.empty());
            call.digits().read(next);
        });
    }

    @Override
    public void sendDigits(String digits) {
        sound.sendDigits(digits);
    }

    @Override
    public boolean await(CompletionStage<?> event, Duration limit) {
        return call.verbs().perform(came -> {
            boolean already = event instanceof CompletableFuture<?> future && future.isDone();
            if (!already) limit(came, limit, false);
            var unused = event.whenComplete((value, failure) -> call.execute(() -> came.complete(true)));
        });
    }

    private <R> void limit(CompletableFuture<R> result, Duration limit, R late) {
        Future<?> timer = call.after(limit, () -> result.complete(late));
        var unused = result.whenComplete((value, failure) -> timer.cancel(false));
    }

    @Override
    public void hangup(Cause cause) {
        logicDone(cause);
        throw new CallEnded(cause);
    }

    @Override
    public void clear(Cause cause) {
        call.insist(() -> call.clear(cause));
    }

    /** Clears the call because its logic is done with it, unless it goes on without since it was put through. */
    void logicDone(Cause cause) {
        call.insist(() -> call.logicDone(cause));
    }

    @Override
    public boolean over() {
        return call.isCleared();
    }

    @Override
    public void unwind() {
        call.execute(call.verbs()::unwind);
    }

    /** Forgets an {@link #unwind} that came when its logic had just left. */
    void settle() {
        call.execute(call.verbs()::settle);
    }

    /** Tells whether the call does something that goes on without logic. */
    boolean busy() {
        return ask(answer -> answer.complete(call.engagement().activity().lasts()), false);
    }

    boolean isCleared() {
        return ask(answer -> answer.complete(call.isCleared()), false);
    }

    boolean isAnswered() {
        return ask(answer -> answer.complete(call.place().answeredAt().isPresent()), false);
    }

    @Override
    public CallSnapshot snapshot() {
        var unknown = new CallSnapshot(
                id(), Instant.EPOCH, Optional.empty(), caller(), dialled(), position(), "unknown", List.of());
        return ask(answer -> answer.complete(call.snapshot(position())), unknown);
    }

    /** Asks the call's owner, and takes {@code otherwise} for an answer when it is stuck. */
    private <R> R ask(Consumer<CompletableFuture<R>> question, R otherwise) {
        var answer = new CompletableFuture<R>();
        try {
            call.execute(() -> question.accept(answer));
            return answer.get(SNAPSHOT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException stuck) {
            return otherwise;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
