package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortPairsTest {
    @Test
    void givesEachPairOnce() {
        PortPairs pairs = new PortPairs(PortRange.parse("100-199"));

        List<Integer> taken = takeAll(pairs);

        assertThat(taken).hasSize(50).doesNotHaveDuplicates().allMatch(port -> port % 2 == 0);
        assertThat(taken).isNotEqualTo(taken.stream().sorted().toList());
    }

    @Test
    void letsAPairRestAsLongAsOthersAreFree() {
        PortPairs pairs = new PortPairs(PortRange.parse("100-199"));
        int first = pairs.take().orElseThrow();
        pairs.giveBack(first);

        assertThat(takeAll(pairs)).hasSize(50).last().isEqualTo(first);
    }

    @Test
    void ignoresAPairThatIsGivenBackTwice() {
        PortPairs pairs = new PortPairs(PortRange.parse("100-101"));
        pairs.take();
        pairs.giveBack(100);
        pairs.giveBack(100);

        assertThat(takeAll(pairs)).containsExactly(100);
    }

    @Test
    void keepsWhatIsTakenWhenTheRangeChanges() {
        PortPairs pairs = new PortPairs(PortRange.parse("100-103"));
        List<Integer> old = takeAll(pairs);
        pairs.change(PortRange.parse("102-105"));

        assertThat(takeAll(pairs)).containsExactly(104);
        old.forEach(pairs::giveBack);
        assertThat(takeAll(pairs)).containsExactly(102);
    }

    private static List<Integer> takeAll(PortPairs pairs) {
        List<Integer> taken = new ArrayList<>();
        for (var port = pairs.take(); port.isPresent(); port = pairs.take()) taken.add(port.getAsInt());
        return taken;
    }
}
