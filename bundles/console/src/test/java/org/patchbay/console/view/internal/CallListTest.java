package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.media.MediaStatistics;

class CallListTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void saysThatThereIsNoCallModule() {
        var list = list(new FakeModules());

        assertThat(list.running()).isFalse();
        assertThat(list.calls()).isEmpty();
    }

    @Test
    void showsACallWithItsLegs() {
        var list = list(new FakeModules().with(call("c-1", NOW.minusSeconds(5))));

        assertThat(list.offered()).isEqualTo(10);
        var row = list.calls().getFirst();
        assertThat(row.caller()).isEqualTo("1001");
        assertThat(row.place()).contains(new CallList.Place("internal", "1XXX", 1));
        assertThat(row.legs().getFirst().source()).contains("192.0.2.9:4000");
        assertThat(row.legs().getFirst().signalled()).contains("[2001:db8:0:0:0:0:0:1]:5004");
        assertThat(row.legs().getFirst().silentSeconds()).isEqualTo(2);
    }

    @Test
    void saysWhenTheSoundGoesPastTheServer() {
        var nothing = new MediaStatistics(0, 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO, true);

        var list = list(new FakeModules().with(call("c-1", NOW, nothing)));

        assertThat(list.calls().getFirst().legs().getFirst().direct()).isTrue();
    }

    @Test
    void showsTheOldestFirst() {
        var list =
                list(new FakeModules().with(call("young", NOW.minusSeconds(1))).with(call("old", NOW.minusSeconds(9))));

        assertThat(list.calls()).extracting(CallList.Row::id).containsExactly("old", "young");
    }

    @Test
    void countsCallsThatTellNothingAndGoesOn() {
        var list = list(new FakeModules().withBrokenCall("gone").with(call("c-2", NOW)));

        assertThat(list.calls()).extracting(CallList.Row::id).containsExactly("c-2");
        assertThat(list.unseen()).isEqualTo(1);
    }

    @Test
    void showsFiveHundredAtMostAndSaysHowManyMoreThereAre() {
        var modules = new FakeModules();
        for (int i = 0; i < 600; i++) modules.with(call("c-" + i, NOW));

        var list = list(modules);

        assertThat(list.calls()).hasSize(500);
        assertThat(list.unseen()).isEqualTo(100);
    }

    @Test
    void givesUpOnSlowCallsAfterAMoment() {
        var modules = new FakeModules();
        for (int i = 0; i < 50; i++) modules.with(call("c-" + i, NOW));
        var slow = new InstantSource() {
            private int asked;

            @Override
            public Instant instant() {
                return NOW.plusMillis(100L * asked++);
            }
        };

        var list = CallList.of(modules.channels(), slow);

        assertThat(list.calls().size()).isBetween(1, 10);
        assertThat(list.calls().size() + list.unseen()).isEqualTo(50);
    }

    private static CallList list(FakeModules modules) {
        return CallList.of(modules.channels(), () -> NOW);
    }

    private static CallSnapshot call(String id, Instant started) {
        var media = new MediaStatistics(
                100,
                1,
                99,
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 4000)),
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5004)),
                Duration.ofMillis(2_900));
        return call(id, started, media);
    }

    private static CallSnapshot call(String id, Instant started, MediaStatistics media) {
        return new CallSnapshot(
                id,
                started,
                Optional.of(started),
                new Party("1001", "Ann"),
                "1002",
                Optional.of(new Position("internal", "1XXX", 0)),
                "talking",
                List.of(new CallSnapshot.Leg("sip-1", "1001", true, media)));
    }
}
