package org.patchbay.io.rtp.srtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patchbay.io.SrtpKey;

class SourceTest {
    @Test
    void hasNoIndexAfterTheLastRound() { // RFC 3711 section 9.2: 2^48 packets with one key
        var source = new Source(1);
        long last = SrtpKey.LONGEST_LIFETIME - 1;
        source.rtp().note(last - 1);

        assertThat(source.index(0xFFFF)).isEqualTo(last);
        assertThat(source.index(0)).isNegative();
    }

    @Test
    void goesOnToTheNextRoundBefore() {
        var source = new Source(1);
        source.rtp().note(0x1FFFF);

        assertThat(source.index(0)).isEqualTo(0x20000);
        assertThat(source.index(0xFFFE)).isEqualTo(0x1FFFE);
    }
}
