package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;

/**
 * A transfer that one leg of a talk has asked for, on the side of the call that it is asked in: lets the other leg go to another
 * call, tells the asking one how that goes, and takes the other back when nothing comes of it (RFC 5589). Owned by that call.
 */
final class Transfer implements Referral {
    /** A transferor hangs up once it is told of success; one that doesn't is hung up after this. */
    private static final Duration HANG_UP = Duration.ofSeconds(3);

    private final LiveCall call;
    private final CallServices services;
    private final AddressOfRecord target; // of the talk, which is one of its parties' still when it goes on

    private Transfer(LiveCall call, CallServices services, AddressOfRecord target) {
        this.call = call;
        this.target = target;
        this.services = services;
    }

    /** Takes what {@code asking}, a leg of {@code talk} in {@code call}, wants. */
    static void begin(
            LiveCall call, CallServices services, DialAttempt talk, Leg asking, ChannelEvent.TransferRequested wanted) {
        var transfer = new Transfer(call, services, talk.target());
        Leg other = talk.other(asking);
        switch (wanted.target()) {
            case TransferTarget.Number(String number) -> transfer.toNumber(asking, other, number, wanted.by());
            case TransferTarget.PlaceOf(Channel place) -> transfer.toPlace(asking, other, place, wanted.by());
        }
    }

    /** A new call, so that dialplan and applications do with the transferred what they do with any caller. */
    private void toNumber(Leg asking, Leg other, String number, Transferor by) {
        Optional<LiveCall> next = services.admit();
        if (next.isEmpty()) {
            asking.channel().transfer(new TransferProgress.Refused(Cause.CONGESTION));
            return;
        }
        LiveCall into = next.get();
        var beginning = Beginning.ofTransfer(other, number, by);
        leave(asking);
        into.execute(
                () -> { // at once, since nobody else knows of that call yet
                    other.channel().moveTo(into);
                    into.recordings().take(call.recordings(), other.channel().media());
                    into.begin(other, beginning, this);
                    services.start(into);
                });
    }

    /** The owner of {@code place} decides, and the leg is with it already: it comes back when the place is no longer there. */
    private void toPlace(Leg asking, Leg other, Channel place, Transferor by) {
        if (place.owner() instanceof LiveCall into && into != call && !into.isCleared()) {
            leave(asking);
            other.channel().moveTo(into);
            into.insist(() -> new Replacement(into, place.id()).transferred(other, by, this));
        } else {
            asking.channel().transfer(new TransferProgress.Accepted());
            asking.channel().transfer(new TransferProgress.NoSuchCall());
        }
    }

    private void leave(Leg asking) {
        asking.channel().transfer(new TransferProgress.Accepted());
        call.part(asking);
    }

    @Override
    public void alerting() {
        call.execute(() -> tell(new TransferProgress.Alerting()));
    }

    @Override
    public void connected() {
        call.insist(() -> {
            tell(new TransferProgress.Connected());
            var unused = call.after(HANG_UP, () -> call.clear(Cause.NORMAL_CLEARING));
        });
    }

    @Override
    public void failed(Leg leg, TransferProgress why, Cause cause) {
        if (leg.channel().owner() instanceof LiveCall from) {
            call.recordings().take(from.recordings(), leg.channel().media());
        }
        leg.channel().moveTo(call);
        call.insist(() -> {
            tell(why);
            takeBack(leg, cause);
        });
    }

    /** Has both talk again; clears {@code leg} for {@code cause} when the one that asked is no longer there. */
    private void takeBack(Leg leg, Cause cause) {
        leg.arrive();
        if (call.isCleared()) leg.hangup(cause);
        else if (leg.channel().live()) call.engagement().resume(DialAttempt.talk(call, target, leg));
        else call.clear(Cause.NORMAL_CLEARING);
    }

    private void tell(TransferProgress progress) {
        if (!call.isCleared()) call.caller().channel().transfer(progress);
    }

    @Override
    public void gone() {
        call.insist(() -> {
            tell(new TransferProgress.Failed(Cause.NORMAL_CLEARING));
            call.clear(Cause.NORMAL_CLEARING);
        });
    }
}
