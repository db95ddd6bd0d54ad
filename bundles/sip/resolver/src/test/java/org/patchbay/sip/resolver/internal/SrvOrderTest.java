package org.patchbay.sip.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.io.NameResolver.Srv;

class SrvOrderTest {
    private static Srv srv(int priority, int weight, String target) {
        return new Srv(priority, weight, 5060, target);
    }

    @Test
    void neverPutsAHigherPriorityNumberFirst() { // RFC 2782: MUST try the lowest-numbered priority
        var random = new Random(1);
        var records = List.of(srv(2, 60_000, "c"), srv(1, 0, "a"), srv(1, 9, "b"));

        for (int i = 0; i < 100; i++) {
            assertThat(new SrvOrder(random::nextInt).of(records))
                    .hasSize(3)
                    .last()
                    .isEqualTo(srv(2, 60_000, "c"));
        }
    }

    @Test
    void choosesTheRecordWhoseRunningSumReachesTheRandomNumber() { // RFC 2782
        var records = List.of(srv(1, 10, "a"), srv(1, 20, "b"), srv(1, 0, "z"));

        assertThat(new SrvOrder(_ -> 0).of(records)).extracting(Srv::target).containsExactly("z", "a", "b");
        assertThat(new SrvOrder(bound -> Math.min(1, bound - 1)).of(records))
                .extracting(Srv::target)
                .containsExactly("a", "b", "z");
        assertThat(new SrvOrder(bound -> bound - 1).of(records))
                .extracting(Srv::target)
                .containsExactly("b", "a", "z");
    }

    @Test
    void choosesInProportionToTheWeights() { // RFC 2782
        var random = new Random(7);
        var records = List.of(srv(1, 75, "much"), srv(1, 25, "little"), srv(1, 0, "none"));
        Map<String, Integer> first = new HashMap<>();

        for (int i = 0; i < 10_000; i++) {
            first.merge(new SrvOrder(random::nextInt).of(records).getFirst().target(), 1, Integer::sum);
        }

        assertThat(first.get("much")).isBetween(7_100, 7_800);
        assertThat(first.get("little")).isBetween(2_200, 2_800);
        assertThat(first.get("none")).isBetween(1, 250);
    }
}
