package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpPort;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession.Digit;

/**
 * Presses keys for a peer (RFC 4733), one after the other: a packet a tick while a key is held, its end three times, all with the timestamp of its begin. What is
 * asked for comes from the leg's call, the packets go out on the media clock.
 */
final class KeySender implements MediaClock.Ticking {
    /** Keys that wait for those before them; more is not typed by anybody. */
    static final int MOST_WAITING = 64;

    // a key that followed at once could be taken for the same one, held on (RFC 4733 section 2.5.1.3)
    private static final int PAUSE_TICKS = 3;

    private final RtpPort port;
    private final RtpWriter writer;
    private final MediaClock clock;
    private final Queue<Digit> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(RtpWriter.HEADER_OCTETS + PressedKey.OCTETS);
    private volatile Optional<Codec> events = Optional.empty();
    private @Nullable PressedKey pressed;
    private @Nullable PressedKey last;
    private int pause;

    KeySender(RtpPort port, RtpWriter writer, MediaClock clock) {
        this.port = port;
        this.writer = writer;
        this.clock = clock;
    }

    /** Takes how the peer wants to receive keys, if it does. */
    void agreed(MediaDescription peer, MediaFormat negotiated) {
        // RFC 3264 section 8.4: nothing for who sends only
        boolean listens =
                peer.format().direction() == Direction.SENDRECV || peer.format().direction() == Direction.RECVONLY;
        events = listens ? events(negotiated).map(agreed -> theirs(agreed, peer.format())) : Optional.empty();
    }

    /** Returns the events that have the clock of the sound that they come with (RFC 4733 section 2.1), or else any. */
    static Optional<Codec> events(MediaFormat format) {
        int rateHz = format.audioCodec().map(Codec::clockRateHz).orElse(0);
        return format.codecs().stream()
                .filter(codec -> codec.name().equalsIgnoreCase(Codec.TELEPHONE_EVENT.name()))
                .min(Comparator.comparing(codec -> codec.clockRateHz() != rateHz));
    }

    // RFC 3264 section 5.1: what is sent has the payload type of the receiver's description
    private static Codec theirs(Codec agreed, MediaFormat peer) {
        return peer.codecs().stream().filter(agreed::sameEncoding).findFirst().orElse(agreed);
    }

    /** Tells whether the peer takes events, and isn't behind with them. May be called from any thread. */
    boolean able() {
        return events.isPresent() && count.get() < MOST_WAITING;
    }

    /** Tells whether the peer takes events, and by that payload type. */
    boolean takes(int payloadType) {
        return events.map(codec -> codec.payloadType() == payloadType).orElse(false);
    }

    /** Presses a key as soon as those before it are released; throws when the peer has not agreed to events. */
    void press(Digit digit) {
        if (events.isEmpty()) throw new UnsupportedOperationException("telephone-event was not agreed on");
        if (PressedKey.event(digit.digit()) < 0) throw new IllegalArgumentException("no key " + digit.digit());
        if (count.get() >= MOST_WAITING) throw new IllegalStateException(MOST_WAITING + " keys are waiting");
        waiting.add(digit);
        if (count.getAndIncrement() == 0) clock.add(this);
    }

    @Override
    public boolean tick(long nowNanos) {
        if (pause > 0 && --pause > 0) return true;
        Codec codec = events.orElse(null);
        PressedKey key = pressed == null ? begin(codec, nowNanos) : pressed;
        pressed = key;
        if (key != null) {
            packet.clear();
            key.next(writer, packet);
            port.send(packet.flip());
            if (!key.done()) return true;
        }
        if (pressed != null) last = pressed;
        pressed = null;
        pause = PAUSE_TICKS;
        return count.decrementAndGet() > 0;
    }

    // a peer that has taken back its agreement meanwhile gets nothing
    private @Nullable PressedKey begin(@Nullable Codec codec, long nowNanos) {
        Digit digit = waiting.poll();
        if (digit == null || codec == null) return null;
        int begun = writer.now(codec, nowNanos);
        // ticks that come late are made up for in less time than the keys say that they take
        PressedKey before = last;
        return new PressedKey(digit, codec, before == null ? begun : before.following(begun, PAUSE_TICKS));
    }

    @Override
    public void abandon() {
        waiting.clear();
        count.set(0);
    }
}
