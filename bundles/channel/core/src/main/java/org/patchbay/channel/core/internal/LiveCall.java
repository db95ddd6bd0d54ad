package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.Position;
import org.patchbay.channel.TransferProgress;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;

/**
 * The state of a call that outlives all logic: its caller's leg and at most one dial attempt. Every method but
 * {@link #execute}, {@link #caller} and {@link #isCleared} is called by tasks of the call's mailbox only.
 */
final class LiveCall implements ChannelOwner {
    private final String id;
    private final Instant started;
    private final CallServices services;
    private final Mailbox mailbox;
    private final VerbSlot verbs;
    private final DigitQueue digits = new DigitQueue();
    private @Nullable Beginning beginning;
    private @Nullable Leg caller;
    private @Nullable DialAttempt attempt;
    private @Nullable Referral referral;
    private @Nullable Instant answered;
    private volatile @Nullable Cause cleared; // read by anybody, written by its tasks
    private Activity activity = Activity.WAITING;
    private boolean unattended;
    private Runnable whenCleared = () -> {};

    /** What the call does, for display, and so that new logic knows what goes on already. */
    enum Activity {
        WAITING,
        RINGING,
        TALKING,
        ECHO,
        PLAYING,
        TRANSFERRING,
        CLEARED
    }

    LiveCall(String id, CallServices services) {
        this.id = id;
        this.services = services;
        this.started = services.clock().instant();
        this.mailbox = new Mailbox(id);
        this.verbs = new VerbSlot(mailbox);
    }

    String id() {
        return id;
    }

    VerbSlot verbs() {
        return verbs;
    }

    DigitQueue digits() {
        return digits;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.execute(task);
    }

    /** Makes the caller's channel. The first task of the call. */
    void begin(Function<ChannelOwner, Channel> channel) {
        Channel incoming = channel.apply(this);
        beginning = Beginning.of(incoming);
        caller = new Leg(incoming, incoming.caller().number());
    }

    /** Tells whether it has begun, which it can't when the caller's channel could not be made. */
    boolean hasBegun() {
        return beginning != null;
    }

    /** Begins with a leg that another call has given away. The first task of the call. */
    void begin(Leg transferred, Beginning from, Referral by) {
        transferred.place();
        beginning = from;
        caller = transferred;
        referral = by;
    }

    /** Returns who began the call, which never changes. */
    Beginning beginning() {
        return Objects.requireNonNull(beginning, "the call has not begun");
    }

    /** Returns the leg in the caller's place. */
    Leg caller() {
        if (caller == null) throw new IllegalStateException("call " + id + " has no caller");
        return caller;
    }

    @Override
    public void emit(ChannelEvent event) {
        if (caller == null || cleared != null) {
            if (event instanceof ChannelEvent.ReplacementOffered(var id, Channel by)) by.hangup(Cause.CALL_REJECTED);
        } else if (event instanceof ChannelEvent.TransferRequested wanted) {
            transfer(wanted);
        } else if (event instanceof ChannelEvent.ReplacementOffered(String place, Channel by)) {
            new Replacement(this, place).offered(by);
        } else {
            legEvent(caller, event);
        }
    }

    private void legEvent(Leg caller, ChannelEvent event) {
        if (event.channelId().equals(caller.channel().id())) callerEvent(caller, event);
        else if (attempt != null) attempt.take(event);
    }

    private void callerEvent(Leg leg, ChannelEvent event) {
        Bridge bridge = attempt == null ? null : attempt.bridge();
        switch (event) {
            case ChannelEvent.HungUp hungUp -> callerGone(hungUp.cause());
            case ChannelEvent.Digit digit -> digits.pressed(digit.digit());
            case ChannelEvent.MediaOffered offered
            when bridge == null -> leg.answerAlone(offered.remote().format());
            case ChannelEvent.MediaChanged changed
            when bridge == null -> leg.changed(changed.remote().format());
            case ChannelEvent.MediaOffered _, ChannelEvent.MediaChanged _, ChannelEvent.MediaRefused _ -> {
                if (bridge != null && attempt != null) attempt.take(event);
            }
            case ChannelEvent.Ringing _,
                    ChannelEvent.Progress _,
                    ChannelEvent.Answered _,
                    ChannelEvent.TransferRequested _,
                    ChannelEvent.ReplacementOffered _ -> {
                // an incoming channel has none of the first three; the others are not about this leg alone
            }
        }
    }

    private void callerGone(Cause cause) {
        Referral by = referral;
        referral = null;
        clear(cause);
        if (by != null) by.gone();
    }

    /** Clears every leg and ends every verb; nothing when the call has been cleared. */
    void clear(Cause cause) {
        if (cleared != null) return;
        cleared = cause;
        if (attempt != null) attempt.abandon(cause);
        activity = Activity.CLEARED;
        clearCaller(cause);
        verbs.end(cause);
        services.cleared(this);
        whenCleared.run();
    }

    /** A leg that came by a transfer goes back to where it came from, unless it has been put through to somebody. */
    private void clearCaller(Cause cause) {
        Leg leg = caller;
        Referral by = referral;
        if (leg == null) return;
        if (by == null) {
            leg.channel().hangup(cause);
        } else {
            caller = null;
            by.failed(leg, new TransferProgress.Failed(cause), cause);
        }
    }

    /** Says that the logic's thread has ended; {@code forget} runs when the call is cleared too. May be called from any thread. */
    void logicEnded(Runnable forget) {
        execute(() -> {
            whenCleared = forget;
            if (cleared != null) forget.run();
        });
    }

    /** Tells whether the call has been cleared. May be called from any thread. */
    boolean isCleared() {
        return cleared != null;
    }

    /** Tells whether the call does something that goes on without logic: it rings, talks or echoes. */
    boolean busy() {
        return switch (activity) {
            case RINGING, TALKING, ECHO -> true;
            case WAITING, PLAYING, TRANSFERRING, CLEARED -> false;
        };
    }

    Activity activity() {
        return activity;
    }

    void activity(Activity next) {
        activity = next;
    }

    void answerCaller(MediaFormat format) {
        Leg leg = caller();
        boolean up = leg.up();
        if (!up) leg.answered(format);
        connected();
        if (!up) leg.channel().answer(format);
    }

    private void connected() {
        if (answered != null) return;
        answered = services.clock().instant();
        services.answered();
        Referral by = referral;
        referral = null;
        if (by != null) by.connected();
    }

    /** Has a caller that is up already, since it was transferred here, talk with the server itself. */
    void connectToServer() {
        if (answered != null) return;
        caller().turnToServer();
        connected();
    }

    boolean isAnswered() {
        return answered != null;
    }

    /** Tells the caller, or who transferred it here, that somebody is being alerted. */
    void alert() {
        if (!caller().up()) caller().channel().ring();
        else if (referral != null) referral.alerting();
    }

    // ---- legs that go, come, and take the place of others

    private void transfer(ChannelEvent.TransferRequested wanted) {
        Bridge talk = attempt == null ? null : attempt.bridge();
        Optional<Leg> asking = talk == null ? leg(wanted.channelId()) : talk.leg(wanted.channelId());
        if (asking.isEmpty()) return; // the leg of an attempt that is over
        if (talk == null) asking.get().channel().transfer(new TransferProgress.Refused(Cause.CALL_REJECTED));
        else Transfer.begin(this, services, talk, asking.get(), wanted);
    }

    /** Keeps {@code asking} alone, without logic, while the other leg of its talk is put through elsewhere. */
    void part(Leg asking) {
        if (attempt != null) attempt.part();
        attempt = null;
        asking.channel().media().silence();
        caller = asking;
        activity = Activity.TRANSFERRING;
        unattended = true;
        verbs.end(Cause.NORMAL_CLEARING);
    }

    /** Goes on with {@code talk}, without logic. */
    void resume(DialAttempt talk) {
        attempt = talk;
        activity = Activity.TALKING;
    }

    /** Ends a call that has no logic to go on with what comes after a talk. */
    void talkEnded(Cause cause) {
        if (unattended) clear(cause);
    }

    /** Returns the leg of that channel, if it is still there. */
    Optional<Leg> leg(String channelId) {
        if (caller != null && caller.channel().id().equals(channelId)) return Optional.of(caller);
        return attempt == null ? Optional.empty() : attempt.leg(channelId);
    }

    /** Puts {@code next} in the caller's place. */
    void caller(Leg next) {
        caller = next;
    }

    /** Returns what rings or talks; null when nothing does. */
    @Nullable
    DialAttempt attempt() {
        return attempt == null || attempt.over() ? null : attempt;
    }

    /** Tells whether the caller's leg may go back to where it was transferred from. */
    boolean undecided() {
        return referral != null;
    }

    /** Returns the attempt that rings {@code target}: the one that earlier logic began and hasn't heard of, or a new one. */
    DialAttempt dial(AddressOfRecord target, Duration ring) {
        if (attempt != null && !attempt.delivered() && attempt.target().equals(target)) return attempt;
        turnTo(Activity.RINGING);
        var begun = new DialAttempt(this, target, ring);
        attempt = begun;
        begun.ring(services.lookup(target));
        return begun;
    }

    /** Ends what the call did with its media, if that was something else. Returns the caller's media. */
    MediaSession turnTo(Activity next) {
        MediaSession media = caller().channel().media();
        if (attempt != null) {
            attempt.abandon(Cause.NORMAL_CLEARING);
            attempt = null;
        }
        if (activity != next) media.silence();
        activity = next;
        return media;
    }

    @Nullable
    ChannelTechnology technology(String scheme) {
        return services.technology(scheme);
    }

    /** Runs {@code task} as a task of this call after {@code delay}. */
    Future<?> after(Duration delay, Runnable task) {
        return services.after(delay, () -> execute(task));
    }

    CallSnapshot snapshot(Optional<Position> position) {
        List<Leg> legs = new ArrayList<>();
        if (caller != null) legs.add(caller);
        if (attempt != null) legs.addAll(attempt.legs());
        return new CallSnapshot(
                id,
                started,
                Optional.ofNullable(answered),
                beginning().caller(),
                beginning().dialled(),
                position,
                activity.name().toLowerCase(Locale.ROOT),
                legs.stream().map(Leg::snapshot).toList());
    }
}
