package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SipParserFuzzTest {
    private static final long COUNT = 50_000;

    @Test
    void keepsItsPromisesForWhateverComes() {
        var fuzz = new SipParserFuzz(3261);

        long done = fuzz.run(COUNT, System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertThat(done).as(fuzz.summary()).isEqualTo(COUNT);
        assertThat(fuzz.good()).isGreaterThan(COUNT / 20);
    }
}
