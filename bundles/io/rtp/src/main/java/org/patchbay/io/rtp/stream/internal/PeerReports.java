package org.patchbay.io.rtp.stream.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.patchbay.io.RtcpReports;
import org.patchbay.io.RtcpReports.Heard;
import org.patchbay.io.RtcpReports.SenderReport;

/**
 * Reads the RTCP that passes a port, in both ways: what the peer says of the stream that it is sent, and which sender reports it was sent, as the time from
 * one of those to the peer's next report is the round trip. Whatever can't be read is passed over. {@link #received} is for one thread, the
 * others for any.
 */
public final class PeerReports {
    private static final int VERSION = 2;
    private static final int WORD = Integer.BYTES;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int EXTENDED_REPORT = 207;
    private static final int VOIP_METRICS = 7;
    private static final int SENDER_INFO = 5 * WORD;
    private static final int BLOCK = 6 * WORD;
    /** RFC 3611 section 4.7: where MOS-LQ is, in tenths, and how long the block is. */
    private static final int MOS_LQ = 26;

    private static final int METRICS = 9 * WORD;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int UNITS_A_SECOND = 1 << 16;
    /** A report of a trip that took longer answers something else. */
    private static final long LONGEST_TRIP_NANOS = 60 * SECOND_NANOS;

    private volatile int clockRateHz = 8000;
    private volatile Optional<Heard> heard = Optional.empty();
    private volatile Optional<SenderReport> sender = Optional.empty();
    private volatile Optional<SenderReport> sent = Optional.empty();
    private volatile Optional<SenderReport> sentBefore = Optional.empty();

    /** Says how many units of the timestamp a second has. */
    public void clock(int rateHz) {
        clockRateHz = rateHz;
    }

    public RtcpReports reports() {
        return new RtcpReports(heard, sender);
    }

    /** Takes a compound packet of the peer, from 0 to its limit. */
    public void received(ByteBuffer packet, long nowNanos) {
        each(packet, (type, count, from, to) -> {
            switch (type) {
                case SENDER_REPORT -> {
                    senderReport(packet, from, to, nowNanos).ifPresent(report -> sender = Optional.of(report));
                    blocks(packet, from + 2 * WORD + SENDER_INFO, to, count, nowNanos);
                }
                case RECEIVER_REPORT -> blocks(packet, from + 2 * WORD, to, count, nowNanos);
                case EXTENDED_REPORT -> extended(packet, from + 2 * WORD, to);
                default -> {}
            }
        });
    }

    /** Takes a compound packet that the peer is sent, from 0 to its limit. */
    public void sent(ByteBuffer packet, long nowNanos) {
        each(packet, (type, _, from, to) -> {
            if (type != SENDER_REPORT) return;
            senderReport(packet, from, to, nowNanos).ifPresent(report -> {
                sentBefore = sent;
                sent = Optional.of(report);
            });
        });
    }

    /** What is done with each packet of a compound one. */
    private interface Visitor {
        void visit(int type, int count, int from, int to);
    }

    private static void each(ByteBuffer packet, Visitor visitor) {
        for (int at = 0; at + 2 * WORD <= packet.limit(); ) {
            int head = packet.getInt(at);
            int end = at + (1 + (head & 0xFFFF)) * WORD;
            if (head >>> 30 != VERSION || end > packet.limit()) return;
            visitor.visit(head >>> 16 & 0xFF, head >>> 24 & 0x1F, at, end);
            at = end;
        }
    }

    private static Optional<SenderReport> senderReport(ByteBuffer packet, int from, int to, long nowNanos) {
        int ntp = from + 2 * WORD;
        if (ntp + SENDER_INFO > to) return Optional.empty();
        return Optional.of(new SenderReport((int) (packet.getLong(ntp) >>> 16), nowNanos));
    }

    private void blocks(ByteBuffer packet, int from, int to, int count, long nowNanos) {
        if (count == 0 || from + BLOCK > to) return;
        // a peer in a call of two receives one stream; of several the first is the one that goes on
        long loss = packet.getInt(from + WORD);
        long jitterUnits = packet.getInt(from + 3 * WORD) & 0xFFFFFFFFL;
        Optional<Duration> before = heard.flatMap(Heard::roundTrip);
        heard = Optional.of(new Heard(
                (loss >>> 24 & 0xFF) / 256.0,
                (int) loss << 8 >> 8,
                Duration.ofNanos(jitterUnits * SECOND_NANOS / clockRateHz),
                roundTrip(packet.getInt(from + 4 * WORD), packet.getInt(from + 5 * WORD) & 0xFFFFFFFFL, nowNanos)
                        .or(() -> before),
                heard.map(Heard::mos).orElse(OptionalDouble.empty())));
    }

    private Optional<Duration> roundTrip(int answered, long delayUnits, long nowNanos) {
        if (answered == 0) return Optional.empty();
        return sent.filter(report -> report.timestamp() == answered)
                .or(() -> sentBefore.filter(report -> report.timestamp() == answered))
                .map(report -> nowNanos - report.arrivedNanos() - delayUnits * SECOND_NANOS / UNITS_A_SECOND)
                .filter(nanos -> nanos <= LONGEST_TRIP_NANOS)
                .map(nanos -> Duration.ofNanos(Math.max(0, nanos)));
    }

    private void extended(ByteBuffer packet, int from, int to) {
        for (int at = from; at + WORD <= to; ) {
            int head = packet.getInt(at);
            int end = at + (1 + (head & 0xFFFF)) * WORD;
            if (end > to) return;
            if (head >>> 24 == VOIP_METRICS && end - at >= METRICS) mos(packet.get(at + MOS_LQ) & 0xFF);
            at = end;
        }
    }

    private void mos(int tenths) {
        if (tenths < 10 || tenths > 50) return;
        Heard told = heard.orElse(new Heard(0, 0, Duration.ZERO, Optional.empty(), OptionalDouble.empty()));
        heard = Optional.of(new Heard(
                told.lossShare(), told.lost(), told.jitter(), told.roundTrip(), OptionalDouble.of(tenths / 10.0)));
    }
}
