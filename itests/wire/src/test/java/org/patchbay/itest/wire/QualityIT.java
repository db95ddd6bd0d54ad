package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.ImpairedLink;
import org.patchbay.itest.rtp.ImpairedLink.Harm;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** What the server tells of a call whose line loses, doubles, delays packets or has them overtake each other. */
@WithServer
class QualityIT {
    private static final int PACKETS = 1500;
    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    /** A phone at a bad line, in an echo. */
    private static final class BadLine implements AutoCloseable {
        private final PatchbayServer server;
        private final SipPhone phone;
        private final RtpEndpoint media;
        private final ImpairedLink link;
        private final Dialog dialog;

        BadLine(PatchbayServer server, Phones phones, Harm harm) {
            this.server = server;
            phone = phones.registered();
            media = phones.media();
            link = new ImpairedLink(media.address().getAddress(), media.address(), harm);
            dialog = phone.call("9196", Sdp.offer(link.address(), Sdp.PCMU)).talk();
            link.towards(dialog.remoteSdp().rtp());
        }

        /** Speaks; as fast as may be unless {@code paced}, since losses don't depend on time. */
        void speak(int packets, boolean paced) throws InterruptedException {
            long startNanos = System.nanoTime();
            for (int i = 0; i < packets; i++) {
                media.speak(0, link.address());
                long dueNanos = startNanos + (i + 1L) * (paced ? 20_000_000 : 4_000_000);
                TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
            }
        }

        /** Returns the sound from the phone, once {@code received} packets have come. */
        Map<?, ?> heard(long received) throws Exception {
            await().until(() -> number(leg(server, phone), "received") >= received);
            return (Map<?, ?>) leg(server, phone).get("in");
        }

        @Override
        public void close() {
            dialog.bye();
            link.close();
        }
    }

    /** Returns what the console tells of the leg of {@code phone}. */
    private static Map<?, ?> leg(PatchbayServer server, SipPhone phone) throws Exception {
        List<?> calls =
                (List<?>) server.browser().json("/patchbay-calls/calls.json").get("calls");
        return calls.stream()
                .map(call -> (Map<?, ?>) call)
                .filter(call -> phone.number().equals(call.get("caller")))
                .map(call -> (Map<?, ?>) ((List<?>) call.get("legs")).getFirst())
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<?, ?> of, String name) {
        return ((Number) of.get(name)).doubleValue();
    }

    @Test
    void countsWhatIsLost(PatchbayServer server, Phones phones) throws Exception {
        try (BadLine line = new BadLine(server, phones, Harm.losing(0.1))) {
            line.speak(PACKETS, false);

            Map<?, ?> heard = line.heard(PACKETS - line.link.lost());
            assertThat(line.link.lost()).isGreaterThan(100);
            assertThat(number(heard, "lost")).isCloseTo(line.link.lost(), within(1.0)); // the last may be among them
            assertThat(number(heard, "lossPercent")).isCloseTo(100.0 * line.link.lost() / PACKETS, FIVE_PERCENT);
            assertThat(number(heard, "mos")).isBetween(3.0, 3.6); // 10 % is 3.4 by the E-model without delay
        }
    }

    @Test
    void countsWhatComesTwiceOrIsOvertaken(PatchbayServer server, Phones phones) throws Exception {
        Harm harm = new Harm(0, 0.05, 0.05, 0, TimeUnit.MILLISECONDS);
        try (BadLine line = new BadLine(server, phones, harm)) {
            line.speak(PACKETS, false);

            Map<?, ?> heard = line.heard(PACKETS - 1 + line.link.doubled());
            assertThat(line.link.doubled()).isGreaterThan(40);
            assertThat(line.link.overtaken()).isGreaterThan(40);
            assertThat(number(heard, "duplicates")).isEqualTo(line.link.doubled());
            assertThat(number(heard, "reordered")).isEqualTo(line.link.overtaken());
            assertThat(number(heard, "lost")).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void measuresTheJitter(PatchbayServer server, Phones phones) throws Exception {
        Harm harm = new Harm(0, 0, 0, 18, TimeUnit.MILLISECONDS); // less than a packet: in order
        // what the machine adds between the line and the server is in one of the figures only
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            try (BadLine line = new BadLine(server, phones, harm)) {
                line.speak(250, true);

                double jitter = number(line.heard(250), "jitterMillis");
                assertThat(jitter).isGreaterThan(3).isCloseTo(line.link.jitterMillis(), FIVE_PERCENT);
            }
        });
    }

    @Test
    void saysInWordsWhoIsSilent(PatchbayServer server, Phones phones) {
        SipPhone phone = phones.registered();
        RtpEndpoint media = phones.media();
        Dialog dialog = phone.call("9197", Sdp.offer(media.address(), Sdp.PCMU)).talk();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat((List<?>) leg(server, phone).get("verdicts"))
                        .singleElement()
                        .asString()
                        .startsWith("nothing has come from " + phone.number() + " in "));
        dialog.bye();
    }

    @Test
    void reportsToWhomItPlays(Phones phones) { // RFC 3550 section 6.4.1
        SipPhone phone = phones.registered();
        RtpEndpoint media = phones.media();
        Dialog dialog = phone.call("9197", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        for (int i = 0; i < 5; i++) media.speak(0, dialog.remoteSdp().rtp());

        byte[] report = media.hearRtcp(Duration.ofSeconds(8)).orElseThrow().bytes();

        ByteBuffer read = ByteBuffer.wrap(report);
        assertThat(read.getInt(0)).isEqualTo(0x81C8000C);
        assertThat(read.getInt(4))
                .isEqualTo(media.hear(Duration.ZERO).orElseThrow().rtp().ssrc());
        assertThat(read.getInt(28)).isEqualTo(0x1234567);
        assertThat(read.getInt(32)).isZero();
        dialog.bye();
    }
}
