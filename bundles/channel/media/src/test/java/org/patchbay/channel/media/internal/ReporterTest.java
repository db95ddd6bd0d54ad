package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.io.RtcpReports;
import org.patchbay.io.RtcpReports.SenderReport;
import org.patchbay.io.RtpReception;
import org.patchbay.io.RtpReception.LossBursts;
import org.patchbay.io.rtp.stream.internal.PeerReports;
import org.patchbay.media.Codec;

class ReporterTest {
    private static final long SECOND = 1_000_000_000;

    private final RecordedPort port = new RecordedPort();
    private final RtpWriter writer = new RtpWriter(new Random(3550));
    private final Reporter reporter = new Reporter(port, writer, new PortQuality(port));

    /** Sends for {@code seconds} from {@code from} on. */
    private void send(long from, int seconds) {
        for (int i = 0; i < 50 * seconds; i++) reporter.sent(Codec.PCMU, 160, from + i * MediaClock.TICK_NANOS);
    }

    private ByteBuffer first() {
        return ByteBuffer.wrap(port.reported.getFirst());
    }

    @Test
    void reportsEveryFiveSecondsOrSo() { // RFC 3550 section 6.2
        send(0, 300);

        assertThat(port.reported.size()).isBetween(45, 80);
    }

    @Test
    void tellsASenderReportAndItsNameAlone() { // RFC 3550 section 6.1
        send(0, 4);

        ByteBuffer report = first();
        assertThat(report.getInt(0)).isEqualTo(0x80C80006);
        assertThat(report.getInt(4)).isEqualTo(writer.source());
        assertThat(report.getInt(8) & 0xFFFFFFFFL)
                .isCloseTo(System.currentTimeMillis() / 1000 + 2_208_988_800L, within(5L));
        assertThat(report.getInt(24)).isEqualTo(160 * report.getInt(20));
        assertThat(report.getShort(28)).isEqualTo((short) 0x81CA);
        assertThat(28 + 4 * (report.getShort(30) + 1)).isEqualTo(report.limit());
        assertThat(new String(report.array(), 38, report.get(37))).isEqualTo("patchbay@127.0.0.1");
    }

    @Test
    void tellsHowThePeerIsHeard() {
        var bursts = new LossBursts(8, 20, 2, 980, 1);
        port.reception = new RtpReception(
                77, 0x1_0005, 1000, 10, 0, 0, 4, 3, bursts, Duration.ofMillis(5), Duration.ofMillis(9));
        port.reports = new RtcpReports(Optional.empty(), Optional.of(new SenderReport(0x12345678, -SECOND)));

        send(0, 4);

        ByteBuffer report = first();
        assertThat(report.getInt(0)).isEqualTo(0x81C8000C);
        assertThat(report.getInt(28)).isEqualTo(77);
        assertThat(report.getInt(32)).isEqualTo(2 << 24 | 10); // 10 of 1,000 in 1/256
        assertThat(report.getInt(36)).isEqualTo(0x1_0005);
        assertThat(report.getInt(40)).isEqualTo(40);
        assertThat(report.getInt(44)).isEqualTo(0x12345678);
        assertThat(report.getInt(48)).isBetween(1 << 16, 5 << 16);
    }

    @Test
    void isReadAsItIsMeant() {
        port.reception = new RtpReception(
                77, 5, 1000, 100, 0, 0, 4, 3, LossBursts.NONE, Duration.ofMillis(5), Duration.ofMillis(9));
        send(0, 4);
        var reports = new PeerReports();

        reports.received(first(), 0);

        RtcpReports.Heard heard = reports.reports().heard().orElseThrow();
        assertThat(heard.lossShare()).isCloseTo(0.1, within(1.0 / 256));
        assertThat(heard.lost()).isEqualTo(100);
        assertThat(heard.jitter()).isEqualTo(Duration.ofMillis(5));
        assertThat(heard.mos().orElseThrow()).isCloseTo(EModel.mos("", 0.1, 25, 50), within(0.05));
        assertThat(reports.reports().sender()).isPresent();
    }

    @Test
    void tellsTheLossSinceTheReportBefore() {
        port.reception = new RtpReception(77, 5, 1000, 100, 0, 0, 4, 3, LossBursts.NONE, Duration.ZERO, Duration.ZERO);
        send(0, 4);
        port.reported.clear();
        port.reception = new RtpReception(77, 5, 2000, 350, 0, 0, 4, 3, LossBursts.NONE, Duration.ZERO, Duration.ZERO);

        send(4 * SECOND, 8);

        assertThat(first().getInt(32)).isEqualTo(64 << 24 | 350);
    }
}
