package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Numbers the packets that one leg is sent from here (RFC 3550 section 5.1). The same stream goes on from one prompt to the
 * next, so that a phone doesn't start its jitter buffer over. Owned by the media clock.
 */
final class RtpWriter {
    /** Samples in a packet of 20 ms. */
    static final int FRAME_SAMPLES = 160;

    static final int HEADER_OCTETS = 12;
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;
    private static final long SAMPLE_NANOS = 125_000;

    private final int source;
    private final int firstTimestamp;
    private long originNanos = -1;
    private int sequence;
    private int timestamp;
    private boolean pausing = true;

    RtpWriter(RandomGenerator random) {
        this.source = random.nextInt();
        this.firstTimestamp = random.nextInt();
        // RFC 3711 section 3.3.1: far from its end, so that who misses the first packets still counts the same rounds
        this.sequence = random.nextInt(1 << 15);
    }

    /** Says that nothing has been sent for a while: the next packet begins a talkspurt (RFC 3551 section 4.1). */
    void pause() {
        pausing = true;
    }

    /** Puts the header of the next packet into {@code packet}. */
    void next(int payloadType, long nowNanos, ByteBuffer packet) {
        int marker = 0;
        if (pausing) {
            marker = MARKER;
            timestamp = resumed(nowNanos);
            pausing = false;
        } else {
            timestamp += FRAME_SAMPLES;
        }
        packet.put((byte) VERSION_2)
                .put((byte) (marker | payloadType))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(source);
    }

    // the clock of the timestamp goes on while nothing is sent, and never back
    private int resumed(long nowNanos) {
        if (originNanos < 0) {
            originNanos = nowNanos;
            return firstTimestamp;
        }
        int byTheClock = firstTimestamp + (int) ((nowNanos - originNanos) / SAMPLE_NANOS);
        int following = timestamp + FRAME_SAMPLES;
        return byTheClock - following > 0 ? byTheClock : following;
    }
}
