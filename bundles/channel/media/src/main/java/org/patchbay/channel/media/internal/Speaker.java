package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.media.mixing.Voice;
import org.patchbay.io.RtpPort;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.MediaSession.Digit;

/**
 * What one leg's peer is told that is made here: linear sound, in the codec that was agreed on, as one RTP stream for as long as the leg lasts.
 * Owned by the media clock, but for {@link #sending(Sending)}.
 */
final class Speaker {
    private static final int LONGEST_PACKET_OCTETS = 1500;

    private final RtpPort port;
    private final RtpWriter writer;
    private final Reporter reporter;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(LONGEST_PACKET_OCTETS);
    private volatile Sending sending = Sending.NOTHING;
    private @Nullable Encoding encoding;
    private boolean begun;
    private final Queue<Digit> pressed = new ConcurrentLinkedQueue<>();
    private @Nullable DigitSound digit;
    private short[] tones = new short[0];

    /**
     * @param writer numbers the packets of the leg, also those that are no sound
     * @param reporter tells the peer of what it is sent
     */
    Speaker(RtpPort port, RtpWriter writer, Reporter reporter) {
        this.port = port;
        this.writer = writer;
        this.reporter = reporter;
    }

    /** Says how to send from now on: the peer may put us on hold, or change codecs, while it listens. May be called from any thread. */
    void sending(Sending next) {
        sending = next;
    }

    /** Tells whether the agreed codec can be encoded. May be called from any thread. */
    boolean able() {
        return sending.service().isPresent();
    }

    /** Tells whether the peer wants to hear anything: not one that has put us on hold. May be called from any thread. */
    boolean wanted() {
        return sending.wanted();
    }

    /** Has a digit heard instead of what is said next, for a peer that takes no events. May be called from any thread. */
    void press(Digit digit) {
        if (pressed.size() < KeySender.MOST_WAITING) pressed.add(digit);
    }

    /** Says that nothing was said for a while, so that what comes begins anew. */
    void pause() {
        begun = false;
    }

    /**
     * Says the first {@code rateHz / 50} samples of {@code frame}.
     *
     * @throws UnsupportedOperationException when the agreed codec can't be encoded
     */
    void say(short[] frame, int rateHz, long nowNanos) {
        Sending now = sending;
        AudioCodec service = now.service().orElseThrow(Speaker::noEncoder);
        if (!begins(now, nowNanos)) return;
        encoding(now, service, rateHz).put(digitOr(frame, rateHz), packet);
        send(now, nowNanos);
    }

    /**
     * Says what all who only listen to {@code common} are told, of whom this is one.
     *
     * @throws UnsupportedOperationException when the agreed codec can't be encoded
     */
    void say(CommonSpeech common, Voice voice, long nowNanos) {
        Sending now = sending;
        AudioCodec service = now.service().orElseThrow(Speaker::noEncoder);
        if (digit != null || !pressed.isEmpty()) {
            say(common.heardBy(voice), voice.rateHz(), nowNanos);
        } else if (begins(now, nowNanos)) {
            ByteBuffer payload = common.payload(now.codec(), service, voice);
            packet.put(packet.position(), payload, 0, payload.limit()).position(packet.position() + payload.limit());
            send(now, nowNanos);
        }
    }

    /** Begins the next packet; returns false when the peer wants none. */
    private boolean begins(Sending now, long nowNanos) {
        if (!begun || !now.wanted()) writer.pause();
        begun = true;
        if (!now.wanted()) return false;
        packet.clear();
        writer.next(now.codec(), nowNanos, packet);
        return true;
    }

    private void send(Sending now, long nowNanos) {
        port.send(packet.flip());
        reporter.sent(now.codec(), packet.limit() - RtpWriter.HEADER_OCTETS, nowNanos);
    }

    private short[] digitOr(short[] frame, int rateHz) {
        DigitSound held = digit;
        if (held == null) {
            Digit next = pressed.poll();
            if (next == null) return frame;
            held = new DigitSound(next, rateHz);
            digit = held;
        }
        if (tones.length != rateHz / 50) tones = new short[rateHz / 50];
        int count = held.read(tones);
        Arrays.fill(tones, Math.max(0, count), tones.length, (short) 0);
        if (count < tones.length) digit = null;
        return tones;
    }

    private Encoding encoding(Sending now, AudioCodec service, int rateHz) {
        Encoding before = encoding;
        // a stream keeps the codec that it began with, also when a newer version of it has come
        if (before != null && before.is(now.codec(), rateHz)) return before;
        if (before != null) before.close();
        var next = new Encoding(service, now.codec(), rateHz);
        encoding = next;
        return next;
    }

    static UnsupportedOperationException noEncoder() {
        return new UnsupportedOperationException("no codec was agreed on that sound can be encoded in");
    }

    /** Frees the codec. */
    void close() {
        Encoding last = encoding;
        encoding = null;
        if (last != null) last.close();
    }
}
