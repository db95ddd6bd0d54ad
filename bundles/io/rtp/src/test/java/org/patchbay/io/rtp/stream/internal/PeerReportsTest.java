package org.patchbay.io.rtp.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.io.RtcpReports;
import org.patchbay.io.RtcpReports.Heard;
import org.patchbay.io.RtcpReports.SenderReport;

class PeerReportsTest {
    private static final long SECOND = 1_000_000_000;
    private static final int NTP_MIDDLE = 0x1234_8000;

    private final PeerReports reports = new PeerReports();

    private static ByteBuffer senderReport(int blocks) {
        ByteBuffer packet = ByteBuffer.allocate(300);
        packet.putInt(0x80C80000 | blocks << 24 | 6 + 6 * blocks).putInt(7);
        packet.putLong((long) NTP_MIDDLE << 16).putInt(160).putInt(1).putInt(160);
        return packet;
    }

    private static void block(ByteBuffer packet, int lossAndLost, int jitter, int answered, int delay) {
        packet.putInt(9)
                .putInt(lossAndLost)
                .putInt(100)
                .putInt(jitter)
                .putInt(answered)
                .putInt(delay);
    }

    private static ByteBuffer receiverReport(int lossAndLost, int jitter, int answered, int delay) {
        ByteBuffer packet = ByteBuffer.allocate(300).putInt(0x81C90007).putInt(7);
        block(packet, lossAndLost, jitter, answered, delay);
        return packet;
    }

    private static ByteBuffer metrics(ByteBuffer packet, int mos) {
        packet.putInt(0x80CF000A).putInt(7).putInt(0x07000008);
        for (int i = 0; i < 5; i++) packet.putInt(0);
        return packet.putInt(0x7F7F0000 | mos << 8).putInt(0).putInt(0);
    }

    private Heard heard() {
        return reports.reports().heard().orElseThrow();
    }

    @Test
    void tellsNothingAtFirst() {
        assertThat(reports.reports()).isEqualTo(RtcpReports.NOTHING);
    }

    @Test
    void readsHowThePeerHearsUs() { // RFC 3550 section 6.4.1
        reports.received(receiverReport(0x40_000123, 80, 0, 0).flip(), 0);

        assertThat(heard())
                .isEqualTo(new Heard(0.25, 0x123, Duration.ofMillis(10), Optional.empty(), OptionalDouble.empty()));
    }

    @Test
    void readsABlockOfASenderReportAndItsTime() {
        ByteBuffer packet = senderReport(1);
        block(packet, 0x00_FFFFFE, 8, 0, 0);

        reports.received(packet.flip(), 77);

        assertThat(heard().lost()).isEqualTo(-2); // two came twice
        assertThat(reports.reports().sender()).contains(new SenderReport(NTP_MIDDLE, 77));
    }

    @Test
    void measuresTheRoundTrip() {
        reports.sent(senderReport(0).flip(), SECOND);
        reports.sent(
                ByteBuffer.allocate(300)
                        .putInt(0x80C80006)
                        .putInt(7)
                        .position(28)
                        .flip(),
                2 * SECOND);

        // answered half a second after it came there
        reports.received(receiverReport(0, 0, NTP_MIDDLE, 1 << 15).flip(), SECOND + SECOND / 2 + 42_000_000);

        assertThat(heard().roundTrip()).contains(Duration.ofMillis(42));

        reports.received(receiverReport(0, 0, 0x555, 1 << 15).flip(), 3 * SECOND);
        assertThat(heard().roundTrip()).contains(Duration.ofMillis(42));
    }

    @Test
    void measuresNoTripBackInTime() {
        reports.sent(senderReport(0).flip(), SECOND);
        reports.received(receiverReport(0, 0, NTP_MIDDLE, 1 << 20).flip(), SECOND + 5);

        assertThat(heard().roundTrip()).contains(Duration.ZERO);
    }

    @Test
    void readsHowGoodThePeerFindsIt() { // RFC 3611 section 4.7
        reports.received(metrics(receiverReport(0x80_000001, 0, 0, 0), 42).flip(), 0);
        assertThat(heard().mos()).hasValue(4.2);
        assertThat(heard().lossShare()).isEqualTo(0.5);

        reports.received(metrics(receiverReport(0, 0, 0, 0), 127).flip(), 0); // it doesn't know
        assertThat(heard().mos()).hasValue(4.2);
    }

    @Test
    void countsTheJitterByTheClockOfTheCodec() {
        reports.clock(48_000);
        reports.received(receiverReport(0, 480, 0, 0).flip(), 0);

        assertThat(heard().jitter()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void passesOverWhatItCantRead() {
        Random random = new Random(3611);
        ByteBuffer whole = metrics(receiverReport(0x80_000001, 0, 0, 0), 42).flip();
        for (int length = 0; length <= whole.limit(); length++) {
            ByteBuffer part = whole.duplicate().limit(length);
            assertThatCode(() -> reports.received(part, 0)).doesNotThrowAnyException();
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(120)];
            random.nextBytes(octets);
            if (octets.length > 3) {
                octets[0] = (byte) 0x81;
                octets[1] = (byte) (200 + random.nextInt(8));
                octets[2] = 0;
                octets[3] &= 0x1F;
            }
            assertThatCode(() -> {
                        reports.received(ByteBuffer.wrap(octets), 0);
                        reports.sent(ByteBuffer.wrap(octets), 0);
                    })
                    .doesNotThrowAnyException();
        }
    }
}
