package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private @Nullable Leg caller;
    private @Nullable DialAttempt attempt;
    private @Nullable Instant answered;
    private volatile @Nullable Cause cleared; // read by anybody, written by its tasks
    private Activity activity = Activity.WAITING;

    /** What the call does, for display, and so that new logic knows what goes on already. */
    enum Activity {
        WAITING,
        RINGING,
        TALKING,
        ECHO,
        PLAYING,
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
        caller = new Leg(incoming, incoming.caller().number());
    }

    /** Tells whether there is a caller's leg: it could not be made if {@link #begin} failed. */
    boolean hasBegun() {
        return caller != null;
    }

    /** Returns the caller's leg, which never changes once the call has begun. */
    Leg caller() {
        if (caller == null) throw new IllegalStateException("call " + id + " has not begun");
        return caller;
    }

    @Override
    public void emit(ChannelEvent event) {
        if (caller == null || cleared != null) return;
        if (event.channelId().equals(caller.channel().id())) callerEvent(caller, event);
        else if (attempt != null) attempt.take(event);
    }

    private void callerEvent(Leg leg, ChannelEvent event) {
        Bridge bridge = attempt == null ? null : attempt.bridge();
        switch (event) {
            case ChannelEvent.HungUp hungUp -> clear(hungUp.cause());
            case ChannelEvent.Digit digit -> digits.pressed(digit.digit());
            case ChannelEvent.MediaOffered offered
            when bridge == null -> answerAlone(leg, offered.remote().format());
            case ChannelEvent.MediaChanged changed
            when bridge == null -> leg.changed(changed.remote().format());
            case ChannelEvent.MediaOffered _, ChannelEvent.MediaChanged _, ChannelEvent.MediaRefused _ -> {
                if (bridge != null) bridge.take(event);
            }
            case ChannelEvent.Ringing _, ChannelEvent.Progress _, ChannelEvent.Answered _ -> {
                // an incoming channel has none of these
            }
        }
    }

    private static void answerAlone(Leg leg, MediaFormat offer) {
        MediaFormat answer = Leg.ownAnswer(offer);
        if (answer.audioCodec().isEmpty()) {
            leg.channel().refuse(Cause.INCOMPATIBLE_DESTINATION);
        } else {
            leg.changed(answer);
            leg.channel().accept(answer);
        }
    }

    /** Clears every leg and ends every verb; nothing when the call has been cleared. */
    void clear(Cause cause) {
        if (cleared != null) return;
        cleared = cause;
        if (attempt != null) attempt.abandon(cause);
        activity = Activity.CLEARED;
        if (caller != null) caller.channel().hangup(cause);
        verbs.end(cause);
        services.cleared(this);
    }

    /** Tells whether the call has been cleared. May be called from any thread. */
    boolean isCleared() {
        return cleared != null;
    }

    /** Tells whether the call does something that goes on without logic: it rings, talks or echoes. */
    boolean busy() {
        return switch (activity) {
            case RINGING, TALKING, ECHO -> true;
            case WAITING, PLAYING, CLEARED -> false;
        };
    }

    void activity(Activity next) {
        activity = next;
    }

    void answerCaller(MediaFormat format) {
        Leg leg = caller();
        if (leg.up()) return;
        leg.answered(format);
        answered = services.clock().instant();
        services.answered();
        leg.channel().answer(format);
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
        Channel channel = caller().channel();
        List<Leg> legs = new ArrayList<>(List.of(caller()));
        if (attempt != null) legs.addAll(attempt.legs());
        return new CallSnapshot(
                id,
                started,
                Optional.ofNullable(answered),
                channel.caller(),
                channel.dialled(),
                position,
                activity.name().toLowerCase(Locale.ROOT),
                legs.stream().map(Leg::snapshot).toList());
    }
}
