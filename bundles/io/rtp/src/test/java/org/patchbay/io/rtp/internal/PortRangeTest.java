package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PortRangeTest {
    @Test
    void hasThePairsThatLieWhollyWithin() {
        assertThat(PortRange.parse("16384-32767").pairs()).isEqualTo(8192);
        assertThat(PortRange.parse(" 101 - 106 ").evenPorts()).containsExactly(102, 104);
        assertThat(PortRange.parse("100-101").evenPorts()).containsExactly(100);
        assertThat(PortRange.parse("65534-65535").evenPorts()).containsExactly(65_534);
    }

    @Test
    void refusesWhatIsNoRange() {
        for (String written :
                new String[] {"", "100", "100-", "a-b", "200-100", "0-10", "100-70000", "101-102", "100-100"}) {
            assertThatIllegalArgumentException().as(written).isThrownBy(() -> PortRange.parse(written));
        }
    }

    @Test
    void knowsItsOwnPairs() {
        PortRange range = PortRange.parse("101-106");

        assertThat(range.contains(100)).isFalse();
        assertThat(range.contains(102)).isTrue();
        assertThat(range.contains(106)).isFalse();
    }
}
