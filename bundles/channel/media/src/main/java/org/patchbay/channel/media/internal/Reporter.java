package org.patchbay.channel.media.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.patchbay.io.RtcpReports;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpReception;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaQuality;
import org.patchbay.media.StreamQuality;

/**
 * Reports to a peer on the stream that it is sent from here, and on its own, every five seconds or so (RFC 3550 section 6, RFC 3611 section 4.7). A peer that
 * is sent another phone's packets as they are gets that phone's reports. Owned by the media clock.
 */
final class Reporter {
    private static final long INTERVAL_NANOS = 5_000_000_000L;
    private static final int MOST_OCTETS = 256;
    private static final int SENDER_REPORT = 200;
    private static final int DESCRIPTION = 202;
    private static final int EXTENDED_REPORT = 207;
    private static final int METRICS = 7;
    private static final int GAP_MINIMUM = 16;
    private static final int UNAVAILABLE = 127;
    private static final int VERSION = 2;
    /** Seconds from 1900, where NTP begins, to 1970. */
    private static final long NTP_EPOCH = 2_208_988_800L;

    private final RtpPort port;
    private final RtpWriter writer;
    private final PortQuality quality;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(MOST_OCTETS);
    private long packets;
    private long octets;
    private long dueNanos;
    private long expectedBefore;
    private long lostBefore;

    Reporter(RtpPort port, RtpWriter writer, PortQuality quality) {
        this.port = port;
        this.writer = writer;
        this.quality = quality;
    }

    /** Notes that a packet of sound was sent with {@code payload} octets, and reports if it is time. */
    void sent(Codec codec, int payload, long nowNanos) {
        packets++;
        octets += payload;
        if (packets == 1) dueNanos = nowNanos + interval() / 2; // RFC 3550 section 6.2: the first after half the time
        if (nowNanos - dueNanos < 0) return;
        dueNanos = nowNanos + interval();
        report(codec, nowNanos);
    }

    // RFC 3550 section 6.3.1: so that the reports of many don't fall together
    private long interval() {
        return INTERVAL_NANOS / 2 + ThreadLocalRandom.current().nextLong(INTERVAL_NANOS);
    }

    private void report(Codec codec, long nowNanos) {
        RtpReception reception = port.reception();
        boolean receives = reception.expected() > 0;
        packet.clear();
        int sender = begin(SENDER_REPORT, receives ? 1 : 0);
        ntp();
        packet.putInt(writer.timestamp()).putInt((int) packets).putInt((int) octets);
        if (receives) block(reception, codec, nowNanos);
        end(sender);
        describe();
        if (receives) metrics(reception);
        port.sendRtcp(packet.flip());
    }

    private int begin(int type, int count) {
        int at = packet.position();
        packet.putShort((short) ((VERSION << 6 | count) << 8 | type))
                .putShort((short) 0)
                .putInt(writer.source());
        return at;
    }

    private void end(int at) {
        packet.putShort(at + Short.BYTES, (short) ((packet.position() - at) / Integer.BYTES - 1));
    }

    private void ntp() {
        long millis = System.currentTimeMillis();
        packet.putInt((int) (millis / 1000 + NTP_EPOCH)).putInt((int) ((millis % 1000 << Integer.SIZE) / 1000));
    }

    private void block(RtpReception reception, Codec codec, long nowNanos) {
        long expected = reception.expected() - expectedBefore;
        long lost = Math.max(0, reception.lost() - lostBefore);
        expectedBefore = reception.expected();
        lostBefore = reception.lost();
        int fraction = expected <= 0 ? 0 : (int) Math.min(255, lost * 256 / expected);
        Optional<RtcpReports.SenderReport> theirs = port.reports().sender();
        packet.putInt(reception.source())
                .putInt(fraction << 24 | (int) Math.min(0x7F_FFFF, reception.lost()))
                .putInt(reception.highest())
                .putInt((int) (reception.jitter().toNanos() * codec.clockRateHz() / 1_000_000_000))
                .putInt(theirs.map(RtcpReports.SenderReport::timestamp).orElse(0))
                .putInt(theirs.map(report -> units(nowNanos - report.arrivedNanos()))
                        .orElse(0));
    }

    // in 1/65,536 of a second
    private static int units(long nanos) {
        return (int) ((nanos << 16) / 1_000_000_000);
    }

    // RFC 3550 section 6.5: each compound packet names its source
    private void describe() {
        InetSocketAddress here = port.advertised();
        byte[] name = ("patchbay@" + here.getAddress().getHostAddress()).getBytes(StandardCharsets.US_ASCII);
        int at = begin(DESCRIPTION, 1);
        packet.put((byte) 1).put((byte) name.length).put(name).put((byte) 0);
        while (packet.position() % Integer.BYTES != 0) packet.put((byte) 0);
        end(at);
    }

    private void metrics(RtpReception reception) {
        MediaQuality known = quality.quality();
        Optional<StreamQuality> stream = known.fromPeer();
        RtpReception.LossBursts bursts = reception.bursts();
        int mos = stream.map(heard -> (int) Math.round(10 * heard.mos())).orElse(UNAVAILABLE);
        int at = begin(EXTENDED_REPORT, 0);
        packet.putInt(METRICS << 24 | 8).putInt(reception.source());
        packet.put(share(reception.lossShare()))
                .put((byte) 0)
                .put(share(bursts.burstDensity()))
                .put(share(bursts.gapDensity()))
                .putShort(millis(bursts.bursts() == 0 ? 0 : bursts.burstPackets() / bursts.bursts()))
                .putShort(millis(bursts.gapPackets() / (bursts.bursts() + 1)))
                .putShort((short) Math.min(
                        0xFFFF, known.roundTrip().map(Duration::toMillis).orElse(0L)))
                .putShort((short) 0);
        packet.put((byte) UNAVAILABLE)
                .put((byte) UNAVAILABLE)
                .put((byte) UNAVAILABLE)
                .put((byte) GAP_MINIMUM)
                .put((byte) UNAVAILABLE)
                .put((byte) UNAVAILABLE)
                .put((byte) mos)
                .put((byte) mos)
                .putInt(0)
                .putInt(0);
        end(at);
    }

    private static byte share(double share) {
        return (byte) Math.min(255, (int) (256 * share));
    }

    // packets are 20 ms long
    private static short millis(long packets) {
        return (short) Math.min(0xFFFF, 20 * packets);
    }
}
