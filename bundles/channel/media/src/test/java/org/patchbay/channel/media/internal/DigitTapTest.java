package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

class DigitTapTest {
    private static final Codec EVENTS_96 = new Codec(96, "TELEPHONE-EVENT", 8000, 1, "0-15");
    private static final Codec EVENTS_48K = new Codec(110, "telephone-event", 48_000, 1, "0-15");

    private final RecordedPort port = new RecordedPort();
    private final DigitTap tap = new DigitTap(port, new MediaClock());

    @Test
    void tapsTheAgreedPayloadTypeWhicheverComesFirst() {
        tap.listen(digit -> {});
        assertThat(port.tapped).isEmpty();
        tap.agreed(format(Codec.PCMU, Codec.TELEPHONE_EVENT));
        assertThat(port.tapped).contains(101);

        RecordedPort other = new RecordedPort();
        DigitTap second = new DigitTap(other, new MediaClock());
        second.agreed(format(Codec.PCMU, EVENTS_96));
        assertThat(other.tapped).isEmpty();
        second.listen(digit -> {});
        assertThat(other.tapped).contains(96);
    }

    @Test
    void takesTheEventsThatHaveTheClockOfTheSound() {
        tap.listen(digit -> {});
        tap.agreed(format(Codec.PCMU, EVENTS_48K, EVENTS_96));

        assertThat(port.tapped).contains(96);
    }

    @Test
    void keepsAPressInMindWhenTheSameIsAgreedOnAgain() {
        tap.listen(digit -> {});
        tap.agreed(format(Codec.PCMU, Codec.TELEPHONE_EVENT));
        tap.agreed(format(Codec.PCMU, Codec.TELEPHONE_EVENT));

        assertThat(port.taps).isEqualTo(1);
    }

    @Test
    void stopsWhenEventsAreNoLongerAgreedOn() {
        tap.listen(digit -> {});
        tap.agreed(format(Codec.PCMU, Codec.TELEPHONE_EVENT));
        tap.agreed(format(Codec.PCMU));

        assertThat(port.tapped).isEmpty();
    }

    private static MediaFormat format(Codec... codecs) {
        return new MediaFormat(List.of(codecs), Direction.SENDRECV);
    }
}
