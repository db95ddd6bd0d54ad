package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
    @Test
    void ratesAnUnharmedCallAsG107Does() { // R = 93.2 is a MOS of 4.41
        assertThat(EModel.mos("PCMU", 0, 0, 0)).isCloseTo(4.41, within(0.005));
    }

    // R worked out by hand from the formulas of G.107
    @ParameterizedTest
    @CsvSource({
        "PCMA, 0.01, 1, 0, 4.32", // R 89.56
        "PCMA, 0.05, 1, 0, 3.92", // R 77.42
        "PCMU, 0.10, 1, 0, 3.42", // R 66.14
        "PCMU, 0, 1, 150, 4.34", // R 89.6
        "PCMU, 0, 1, 400, 3.05", // R 59.1
        "G729, 0, 1, 0, 4.10", // R 82.2
    })
    void takesOffWhatLossDelayAndCodecDo(String codec, double loss, double run, double delay, double mos) {
        assertThat(EModel.mos(codec, loss, run, delay)).isCloseTo(mos, within(0.02));
    }

    @Test
    void findsLossesInARowWorseThanLossesAlone() {
        assertThat(EModel.mos("PCMU", 0.05, 4, 50)).isLessThan(EModel.mos("PCMU", 0.05, 1, 50) - 0.05);
    }

    @Test
    void staysOnTheScale() {
        for (double loss = 0; loss <= 1; loss += 0.05) {
            for (double delay = 0; delay < 3000; delay += 100)
                assertThat(EModel.mos("GSM", loss, 3, delay)).isBetween(1.0, 4.5);
        }
        assertThat(EModel.mos("PCMU", 1, 50, 0)).isLessThan(1.6);
    }
}
