package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.MediaArrow;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaQuality;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.StreamQuality;

class MediaArrowTest {
    private static final Optional<InetSocketAddress> SEEN = at("198.51.100.7");
    private static final Optional<InetSocketAddress> PRIVATE = at("192.168.1.7");
    private static final Duration NOW = Duration.ofMillis(15);
    private static final Duration LONG = Duration.ofSeconds(12);

    private static Optional<InetSocketAddress> at(String address) {
        return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address), 4000));
    }

    private static CallSnapshot call(CallSnapshot.Leg... legs) {
        return new CallSnapshot(
                "c-1",
                Instant.EPOCH,
                Optional.empty(),
                new Party("1001", ""),
                "1002",
                Optional.empty(),
                "talking",
                List.of(legs));
    }

    private static CallSnapshot.Leg leg(String party, boolean up, MediaStatistics media) {
        return new CallSnapshot.Leg("ch-" + party, party, up, media);
    }

    private static MediaStatistics media(
            long received, long refused, long sent, Optional<InetSocketAddress> signalled, Duration silence) {
        return new MediaStatistics(received, refused, sent, received > 0 ? SEEN : Optional.empty(), signalled, silence);
    }

    private static Optional<String> verdict(MediaStatistics media, boolean towards) {
        return MediaArrow.of(call(leg("1001", true, media))).stream()
                .filter(arrow -> arrow.towards() == towards)
                .findFirst()
                .flatMap(MediaArrow::verdict);
    }

    @Test
    void areTwoForEachLegAndSayNothingWhereAllIsWell() {
        MediaStatistics well = media(100, 0, 99, PRIVATE, NOW);

        List<MediaArrow> arrows = MediaArrow.of(call(leg("1001", true, well), leg("1002", true, well)));

        assertThat(arrows)
                .hasSize(4)
                .allSatisfy(arrow -> assertThat(arrow.verdict()).isEmpty());
        assertThat(arrows.getFirst())
                .isEqualTo(new MediaArrow("ch-1001", "1001", false, 100, SEEN, PRIVATE, Optional.empty()));
        assertThat(arrows.get(1).packets()).isEqualTo(99);
        assertThat(arrows.get(1).towards()).isTrue();
    }

    @Test
    void areNoneForLegsThatRingOrThatTalkDirectly() {
        var direct = new MediaStatistics(0, 0, 0, Optional.empty(), SEEN, LONG, true);

        assertThat(MediaArrow.of(call(leg("1001", true, direct), leg("1002", false, media(0, 0, 0, SEEN, LONG)))))
                .isEmpty();
    }

    @Test
    void nameAPrivateAddressThatNothingCameFrom() {
        assertThat(verdict(media(0, 0, 9, PRIVATE, LONG), false))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("nothing has come from 1001 in 12 s", "private address 192.168.1.7", "firewall"));
    }

    @Test
    void nameAFirewallWhereTheAddressIsPublic() {
        assertThat(verdict(media(0, 0, 9, SEEN, LONG), false))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("firewall").doesNotContain("private"));
    }

    @Test
    void namePacketsThatWereRefused() {
        assertThat(verdict(media(0, 88, 9, SEEN, LONG), false))
                .hasValueSatisfying(text -> assertThat(text).contains("88 packets from elsewhere"));
    }

    @Test
    void nameWhoHasFallenSilent() {
        assertThat(verdict(media(500, 0, 500, SEEN, LONG), false))
                .hasValueSatisfying(text -> assertThat(text).contains("nothing has come from 1001 for 12 s"));
    }

    @Test
    void nameALegThatNothingIsSentTo() {
        assertThat(verdict(media(500, 0, 0, SEEN, LONG), true))
                .hasValueSatisfying(text -> assertThat(text).contains("nothing has been sent to 1001"));
    }

    @Test
    void nameAPeerThatHearsHardlyAnything() {
        var deaf = new StreamQuality(0, 950, 0.95, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, 1);
        var quality = new MediaQuality(Optional.of("PCMU"), Optional.empty(), Optional.of(deaf), Optional.empty());

        assertThat(verdict(new MediaStatistics(500, 0, 500, SEEN, SEEN, NOW, false, quality), true))
                .hasValueSatisfying(text -> assertThat(text).contains("hardly anything arrives"));
    }
}
