package org.patchbay.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.Codec;

class FmtpTest {
    @Test
    void readsWhatThePeerWants() { // RFC 7587 section 6.1
        Fmtp fmtp = fmtp("maxplaybackrate=16000; useinbandfec=1;UseDTX=1 ; maxaveragebitrate=20000;stereo=1;cbr=1");

        assertThat(fmtp).isEqualTo(new Fmtp(true, true, true, 20_000, 16_000));
    }

    @Test
    void hasTheDefaultsOfTheRfc() { // RFC 7587 section 6.1
        assertThat(fmtp("")).isEqualTo(new Fmtp(false, false, false, Integer.MAX_VALUE, 48_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxplaybackrate=",
                "maxplaybackrate=-1",
                "=;;=",
                "maxaveragebitrate=99999999999",
                "maxplaybackrate=x",
                "\0"
            })
    void takesWhatItCannotReadForTheDefault(String parameters) {
        assertThat(fmtp(parameters)).isEqualTo(fmtp(""));
    }

    @Test
    void keepsNumbersInTheRangeThatOpusHas() {
        assertThat(fmtp("maxplaybackrate=1;maxaveragebitrate=1")).isEqualTo(new Fmtp(false, false, false, 6000, 8000));
        assertThat(fmtp("maxplaybackrate=999999999").playbackRateHz()).isEqualTo(48_000);
    }

    private static Fmtp fmtp(String parameters) {
        return Fmtp.of(new Codec(107, "opus", 48_000, 2, parameters));
    }
}
