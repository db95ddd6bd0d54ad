package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.patchbay.media.Codec;

/**
 * Numbers the packets that one leg is sent from here (RFC 3550 section 5.1). The same stream goes on from one prompt to the
 * next, so that a phone doesn't start its jitter buffer over. Owned by the media clock.
 */
final class RtpWriter {
    static final int HEADER_OCTETS = 12;

    private static final int FRAMES_A_SECOND = 50;
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final int source;
    private int origin;
    private long originNanos = -1;
    private int sequence;
    private int timestamp;
    private int lastFrame;
    private boolean pausing = true;

    RtpWriter(RandomGenerator random) {
        this.source = random.nextInt();
        this.origin = random.nextInt();
        // RFC 3711 section 3.3.1: far from its end, so that who misses the first packets still counts the same rounds
        this.sequence = random.nextInt(1 << 15);
    }

    /** Says that nothing has been sent for a while: the next packet begins a talkspurt (RFC 3551 section 4.1). */
    void pause() {
        pausing = true;
    }

    /** Returns the source (SSRC) of the stream. */
    int source() {
        return source;
    }

    /** Returns the timestamp of the last packet of sound. */
    int timestamp() {
        return timestamp;
    }

    /** Puts the header of the next packet, which has 20 ms of {@code codec}, into {@code packet}. */
    void next(Codec codec, long nowNanos, ByteBuffer packet) {
        int marker = 0;
        int frame = codec.clockRateHz() / FRAMES_A_SECOND;
        if (frame != lastFrame) change(frame, nowNanos);
        if (pausing) {
            marker = MARKER;
            timestamp = resumed(nowNanos, codec.clockRateHz());
            pausing = false;
        } else {
            timestamp += frame;
        }
        header(marker | codec.payloadType(), timestamp, packet);
    }

    /** Returns the timestamp that an event has that begins now. */
    int now(Codec events, long nowNanos) {
        if (lastFrame == 0) change(events.clockRateHz() / FRAMES_A_SECOND, nowNanos);
        return pausing ? resumed(nowNanos, lastFrame * FRAMES_A_SECOND) : timestamp + lastFrame;
    }

    /** Puts the header of a packet of an event into {@code packet}; the sound's own timestamps go on beside it (RFC 4733 section 2.5.1.2). */
    void event(int payloadType, boolean first, int begun, ByteBuffer packet) {
        header((first ? MARKER : 0) | payloadType, begun, packet);
    }

    private void header(int markerAndType, int timestampOfPacket, ByteBuffer packet) {
        packet.put((byte) VERSION_2)
                .put((byte) markerAndType)
                .putShort((short) sequence++)
                .putInt(timestampOfPacket)
                .putInt(source);
    }

    // another clock begins where the last one stands
    private void change(int frame, long nowNanos) {
        if (originNanos >= 0) {
            origin = timestamp + lastFrame;
            originNanos = nowNanos;
            timestamp = origin - frame;
        }
        lastFrame = frame;
    }

    // the clock of the timestamp goes on while nothing is sent, and never back
    private int resumed(long nowNanos, int clockRateHz) {
        if (originNanos < 0) {
            originNanos = nowNanos;
            timestamp = origin - lastFrame;
            return origin;
        }
        int byTheClock = origin + (int) ((nowNanos - originNanos) * clockRateHz / SECOND_NANOS);
        int following = timestamp + lastFrame;
        return byTheClock - following > 0 ? byTheClock : following;
    }
}
