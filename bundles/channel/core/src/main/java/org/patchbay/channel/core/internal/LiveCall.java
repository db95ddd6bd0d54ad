package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRecord.Side;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.Position;
import org.patchbay.media.MediaUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a call that outlives all logic: its caller's leg and at most one dial attempt. Every method but
 * {@link #execute}, {@link #insist}, {@link #caller} and {@link #isCleared} is called by tasks of the call's mailbox only.
 */
final class LiveCall implements ChannelOwner {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

    private final String id;
    private final Instant started;
    private final CallServices services;
    private final Mailbox mailbox;
    private final VerbSlot verbs;
    private final DigitQueue digits = new DigitQueue();
    private final CallHistory history;
    private final CallerPlace place;
    private final CallRecordings recordings = new CallRecordings();
    private final Engagement engagement = new Engagement(this);
    private final CallEvents events;
    private @Nullable Beginning beginning;
    private volatile @Nullable Cause cleared; // read by anybody, written by its tasks
    private Side by = Side.SERVER;
    private @Nullable Instant ended;
    private boolean unattended;
    private Runnable whenCleared = () -> {};

    LiveCall(String id, CallServices services) {
        this.id = id;
        this.services = services;
        this.started = services.clock().instant();
        this.mailbox = new Mailbox(id);
        this.verbs = new VerbSlot(mailbox);
        this.history = new CallHistory(services.clock());
        this.place = new CallerPlace(services, history);
        this.events = new CallEvents(this, services);
    }

    String id() {
        return id;
    }

    CallServices services() {
        return services;
    }

    VerbSlot verbs() {
        return verbs;
    }

    DigitQueue digits() {
        return digits;
    }

    CallerPlace place() {
        return place;
    }

    CallHistory history() {
        return history;
    }

    Engagement engagement() {
        return engagement;
    }

    CallRecordings recordings() {
        return recordings;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.execute(task);
    }

    /** Runs a task that must not be lost, even when the call has too many of them. May be called from any thread. */
    void insist(Runnable task) {
        mailbox.insist(task);
    }

    @Override
    public void emit(ChannelEvent event) {
        events.take(event);
    }

    /** Runs {@code task} as a task of this call after {@code delay}. */
    Future<?> after(Duration delay, Runnable task) {
        return services.after(delay, () -> insist(task));
    }

    // ---- how it begins

    /** Makes the caller's channel. The first task of the call. */
    void begin(Function<ChannelOwner, Channel> channel) {
        Channel incoming = channel.apply(this);
        beginning = Beginning.of(incoming);
        place.take(new Leg(incoming, incoming.caller().number(), services.clock()));
    }

    /** Begins with a leg that another call has given away. The first task of the call. */
    void begin(Leg transferred, Beginning from, Referral by) {
        beginning = from;
        place.take(transferred, by);
    }

    /** Tells whether it has begun, which it can't when the caller's channel could not be made. */
    boolean hasBegun() {
        return beginning != null;
    }

    /** Returns who began the call, which never changes. */
    Beginning beginning() {
        return Objects.requireNonNull(beginning, "the call has not begun");
    }

    // ---- its legs

    /** Returns the leg in the caller's place. */
    Leg caller() {
        return place.leg().orElseThrow(() -> new IllegalStateException("call " + id + " has no caller"));
    }

    /** Returns the leg of that channel, if it is still there. */
    Optional<Leg> leg(String channelId) {
        return legs().filter(leg -> leg.channel().id().equals(channelId)).findFirst();
    }

    private Stream<Leg> legs() {
        return Stream.concat(place.leg().stream(), engagement.legs().stream());
    }

    /** Keeps {@code asking} alone, without logic, while the other leg of its talk is put through elsewhere. */
    void part(Leg asking) {
        engagement.attempt().ifPresent(talk -> history.left(talk.other(asking)));
        engagement.part();
        asking.channel().media().silence();
        place.take(asking);
        unattended = true;
        verbs.end(Cause.NORMAL_CLEARING);
    }

    /** Ends a call that has no logic to go on with what comes after a talk. */
    void talkEnded(Cause cause) {
        if (unattended) clear(cause);
    }

    /** Does what may need a media port; without a free one the call is cleared, and false returned. */
    boolean withMedia(Runnable task) {
        try {
            task.run();
            return true;
        } catch (MediaUnavailableException full) {
            LOG.warn("call {}: {}", id, full.getMessage());
            clear(Cause.NO_CIRCUIT);
            return false;
        }
    }

    // ---- how it ends

    /** Clears the call because its caller has hung up. */
    void callerGone(Cause cause) {
        Optional<Referral> from = place.decided();
        history.hungUp(Side.CALLER);
        clear(cause);
        from.ifPresent(Referral::gone);
    }

    /** Clears the call because its logic is done with it, unless it goes on without. */
    void logicDone(Cause cause) {
        if (!unattended) clear(cause);
    }

    /** Clears every leg and ends every verb; nothing when the call has been cleared. */
    void clear(Cause cause) {
        if (cleared != null) return;
        cleared = cause;
        by = history.by();
        ended = services.clock().instant();
        engagement.clear(cause);
        place.clear(cause); // a leg that goes back has its recording with it
        recordings.stop();
        verbs.end(cause);
        services.cleared(this);
        whenCleared.run();
    }

    /** Clears the call if a peer of it has sent nothing for {@code limit}. May be called from any thread. */
    void clearIfDead(Duration limit) {
        execute(() -> legs().filter(leg -> leg.dead(limit)).findFirst().ifPresent(leg -> {
            LOG.info("call {}: {} has sent no sound and no report for {} s", id, leg.party(), limit.toSeconds());
            clear(Cause.MEDIA_TIMEOUT);
        }));
    }

    /** Tells whether the call has been cleared. May be called from any thread. */
    boolean isCleared() {
        return cleared != null;
    }

    /** Says that the logic's thread has ended; {@code forget} runs when the call is cleared too. May be called from any thread. */
    void logicEnded(Runnable forget) {
        insist(() -> {
            whenCleared = forget;
            if (cleared != null) forget.run();
        });
    }

    /** Returns what became of the call, which has been cleared. */
    CallRecord record(Optional<Position> position, Map<String, String> variables) {
        Instant over = Objects.requireNonNull(ended, "the call has not been cleared");
        Beginning began = beginning();
        return new CallRecord(
                id,
                started,
                place.answeredAt(),
                over,
                began.caller(),
                began.dialled(),
                began.context(),
                began.subscriber(),
                Objects.requireNonNull(cleared),
                by,
                position,
                variables,
                recordings.names(),
                history.legs(over));
    }

    CallSnapshot snapshot(Optional<Position> position) {
        List<CallSnapshot.Leg> shown = legs().map(Leg::snapshot).toList();
        return new CallSnapshot(
                id,
                started,
                place.answeredAt(),
                beginning().caller(),
                beginning().dialled(),
                position,
                engagement.activity().word(),
                shown);
    }
}
