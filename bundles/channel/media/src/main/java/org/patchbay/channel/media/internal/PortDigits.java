package org.patchbay.channel.media.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpPort;
import org.patchbay.media.Codec;
import org.patchbay.media.DigitWay;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession.Digit;

/** The keys of one leg: heard as events or tones, pressed as events or by the signalling. Owned by the leg's call. */
final class PortDigits {
    private final MediaClock clock;
    private final DigitTap tap;
    private final KeySender keys;
    private final Function<List<Codec>, PortSound> hearing;
    private DigitWay way = new DigitWay.Events();
    private List<Codec> fromPeer = List.of();
    private Optional<Codec> events = Optional.empty();
    private @Nullable Consumer<Digit> listener;
    private @Nullable ToneEar ear;
    private boolean talks;

    /** @param hearing begins to decode what the peer says in codecs */
    PortDigits(RtpPort port, RtpWriter writer, MediaClock clock, Function<List<Codec>, PortSound> hearing) {
        this.clock = clock;
        this.hearing = hearing;
        tap = new DigitTap(port, clock);
        keys = new KeySender(port, writer, clock);
    }

    void listen(Consumer<Digit> newListener) {
        Consumer<Digit> delivery = new DigitDelivery(newListener);
        listener = delivery;
        tap.listen(delivery);
        deafen();
        hearTones();
    }

    void agreed(MediaDescription peer, MediaFormat negotiated) {
        tap.agreed(negotiated);
        keys.agreed(peer, negotiated);
        events = KeySender.events(negotiated);
        boolean same = fromPeer.equals(negotiated.codecs());
        fromPeer = negotiated.codecs();
        if (!same) deafen();
        hearTones();
    }

    void way(DigitWay next) {
        way = next;
        hearTones();
    }

    /** Says whether the peer talks with another one, who hears its tones. */
    void talks(boolean now) {
        talks = now;
        if (!now) tap.passes(true); // to an echo, if to anybody
        hearTones();
    }

    private void hearTones() {
        boolean wanted = way instanceof DigitWay.Tones(boolean always)
                && (always || !talks)
                && fromPeer.stream().anyMatch(Codec::carriesAudio);
        Consumer<Digit> to = listener;
        if (!wanted || to == null) {
            deafen();
        } else if (ear == null) {
            ToneEar begun = new ToneEar(hearing.apply(fromPeer), to);
            ear = begun;
            clock.add(begun);
        }
    }

    private void deafen() {
        ToneEar running = ear;
        ear = null;
        if (running != null) running.stop();
    }

    /** Tells whether the packets or the sound of this leg bring {@code other} what the peer presses. */
    boolean reaches(PortDigits other, boolean packetsPass) {
        return switch (way) {
            case DigitWay.Events _ ->
                packetsPass
                        && other.way instanceof DigitWay.Events
                        && events.isPresent()
                        && other.keys.takes(events.get().payloadType());
            case DigitWay.Tones _ -> other.way instanceof DigitWay.Tones;
            case DigitWay.Signalled _ -> false;
        };
    }

    /** Sends events on to {@code other} as they are only if it takes them so: else they are pressed for it, by its way. */
    void passTo(PortDigits other) {
        tap.passes(reaches(other, true));
    }

    boolean byEvents() {
        return way instanceof DigitWay.Events;
    }

    /** Presses a key for the peer if its way is not in the sound; returns whether it was. */
    boolean press(Digit digit) {
        return switch (way) {
            case DigitWay.Signalled(Consumer<Digit> press) -> {
                press.accept(digit);
                yield true;
            }
            case DigitWay.Events _ -> {
                boolean able = keys.able();
                if (able) keys.press(digit);
                yield able;
            }
            case DigitWay.Tones _ -> false;
        };
    }

    /** Refuses a key that could be pressed by events alone. */
    static UnsupportedOperationException notAgreed() {
        return new UnsupportedOperationException("telephone-event was not agreed on");
    }

    void close() {
        deafen();
        listener = null;
    }
}
