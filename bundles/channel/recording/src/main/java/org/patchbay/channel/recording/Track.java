package org.patchbay.channel.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One way of a recording: packets in, samples on the time line out. Owned by the writer. */
final class Track {
    private static final long LATE_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final int WINDOW_SECONDS = 3;
    private static final int SMALL_GAP = 8;

    private final TimeLine time;
    private final Decoders decoders;
    private final Reordering reordering = new Reordering(this::decode);
    private final StreamClock clock;
    private final short[] window;
    private final short[] decoded;
    private int source;
    private int clockHz;
    private long written;
    private long end;
    private long lateSinceNanos;
    private boolean late;

    Track(TimeLine time, Decoders decoders) {
        this.time = time;
        this.decoders = decoders;
        this.clock = new StreamClock(time.rateHz());
        this.window = new short[WINDOW_SECONDS * time.rateHz()];
        this.decoded = new short[time.rateHz() * 120 / 1000];
    }

    void take(Packet packet) {
        reordering.take(packet);
    }

    void release(long nowNanos) {
        reordering.release(nowNanos);
    }

    /** Ends the stream: what comes next is another, be it from the same source. */
    void flush() {
        reordering.flush();
        clock.restart();
    }

    private void decode(Packet packet) {
        int count = decoders.decode(packet, decoded);
        if (count <= 0) return;
        int clockRateHz = decoders.clockRateHz(packet);
        if (packet.source() != source || clockRateHz != clockHz) clock.restart();
        source = packet.source();
        clockHz = clockRateHz;
        long arrived = time.at(packet.arrivedNanos());
        long at = clock.place(packet.timestamp(), clockRateHz, arrived, packet.marked());
        if (at + count <= written && isLate(packet)) {
            clock.restart();
            at = clock.place(packet.timestamp(), clockRateHz, arrived, packet.marked());
        }
        put(at, count);
    }

    // packets that a stall has held up come all at once and fit nowhere; those of a clock that stood still come one by
    // one
    private boolean isLate(Packet packet) {
        if (!late) lateSinceNanos = packet.arrivedNanos();
        late = true;
        return packet.arrivedNanos() - lateSinceNanos > LATE_FOR_NANOS;
    }

    private void put(long at, int count) {
        int skipped = (int) Math.clamp(written - at, 0, count);
        if (skipped < count) late = false;
        fill(at);
        for (int i = skipped; i < count && at + i < written + window.length; i++) window[index(at + i)] = decoded[i];
        end = at + count;
    }

    /** Where the clock has moved by a sample or so there is no click. */
    private void fill(long at) {
        if (at - end < 1 || at - end > SMALL_GAP || end <= written) return;
        short last = window[index(end - 1)];
        for (long i = end; i < at; i++) window[index(i)] = last;
    }

    private int index(long position) {
        return (int) (position % window.length);
    }

    /** Appends the samples up to {@code to} to every other place of {@code interleaved}; at most a second of them. */
    void write(long to, ByteBuffer interleaved, int channel) {
        int at = interleaved.position() + 2 * channel;
        for (long position = written; position < to; position++, at += 4) {
            interleaved.putShort(at, window[index(position)]);
            window[index(position)] = 0;
        }
        written = to;
    }

    /** Forgets all sound that has not been written. */
    void clear() {
        Arrays.fill(window, (short) 0);
    }

    void close() {
        decoders.close();
    }
}
