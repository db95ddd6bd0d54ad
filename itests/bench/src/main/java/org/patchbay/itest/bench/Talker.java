package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/**
 * One phone's sound: a packet every 20 ms, which says who sent it, when, and which it is. Used by the thread of {@link RtpLoop}
 * once it talks.
 */
final class Talker {
    static final int PACKET = 172;
    private static final long INTERVAL = 20_000_000;
    // of the generator's own running: when the whole machine pauses, the generator may be the first to go on
    private static final long LAST_WAIT = 1_000_000_000;
    private static final long LONGEST_TURN = 5_000_000;

    private final DatagramChannel channel;
    private final int id;
    private final BitSet heard = new BitSet();
    private final CompletableFuture<Integer> counted = new CompletableFuture<>();
    private InetSocketAddress to;
    private Talker partner;
    private long due;
    private long left;
    private int sent;
    private boolean stopped;
    private long waited;
    private long lastHeard;
    private long lastHeardSent;

    Talker(InetAddress address, int id) {
        this.id = id;
        try {
            channel = DatagramChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 18);
            channel.bind(new InetSocketAddress(address, 0));
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    InetSocketAddress address() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completes with how many packets were heard, when the last is counted. */
    CompletableFuture<Integer> counted() {
        return counted;
    }

    long due() {
        return due;
    }

    /** Begins; without a {@code partner} it is the server that speaks, and nobody knows how many packets are to come. */
    void begin(InetSocketAddress server, Talker other, long packets, long now) {
        to = server;
        partner = other;
        left = packets;
        due = now + id % 20 * (INTERVAL / 20);
    }

    void stop() {
        left = 0;
    }

    /** Sends the next packet; returns false when that was the last. */
    boolean speak(ByteBuffer packet, long now, RtpCount count) throws IOException {
        if (left > 0) {
            count.late(now - due);
            packet.clear().put((byte) 0x80).put((byte) 0).putShort((short) sent).putInt(sent * 160);
            packet.putInt(0x5000_0000 + id).putInt(sent).putInt(id).putLong(System.nanoTime());
            channel.send(packet.position(0).limit(PACKET), to);
            sent++;
            left--;
            due += INTERVAL;
        }
        if (left > 0) return true;
        stopped = true;
        return false;
    }

    /** Takes what has arrived after it was last looked for, {@code unseen} nanoseconds ago. */
    void hear(ByteBuffer packet, long now, long unseen, RtpCount count) {
        try {
            while (channel.receive(packet.clear()) != null) hear(packet.flip(), now, unseen, count, partner);
        } catch (IOException e) {
            counted.completeExceptionally(e);
        }
    }

    private void hear(ByteBuffer packet, long now, long unseen, RtpCount count, Talker speaker) {
        if (packet.limit() != PACKET) return;
        if (speaker != null && packet.getInt(16) != speaker.id) return;
        int number = speaker == null ? packet.getShort(2) & 0xffff : packet.getInt(12);
        if (heard.get(number)) count.duplicate();
        heard.set(number);
        long sentAt = speaker == null ? lastHeardSent + INTERVAL : packet.getLong(20);
        if (lastHeard != 0) count.gap(lastHeard, now, Math.max(0, sentAt - lastHeardSent - INTERVAL) + unseen);
        waited = 0;
        lastHeard = now;
        lastHeardSent = sentAt;
    }

    /** Counts and closes when nothing more is to come, {@code passed} nanoseconds after it was asked last; returns whether it has. */
    boolean ended(long passed, RtpCount count) {
        if (partner != null && !partner.stopped) return false;
        int expected = partner == null ? heard.cardinality() : partner.sent;
        waited += Math.min(passed, LONGEST_TURN);
        if (heard.cardinality() < expected && waited < LAST_WAIT) return false;
        int first = partner == null ? 0 : Math.min(expected, Math.max(0, heard.nextSetBit(0)));
        count.ended(expected, heard.cardinality(), first);
        if (heard.cardinality() + first < expected) count.lost(id, missing(expected, first));
        try {
            channel.close();
        } catch (IOException e) {
            counted.completeExceptionally(e);
        }
        return counted.complete(heard.cardinality());
    }

    private BitSet missing(int expected, int first) {
        BitSet missing = new BitSet();
        missing.set(first, expected);
        missing.andNot(heard);
        return missing;
    }
}
