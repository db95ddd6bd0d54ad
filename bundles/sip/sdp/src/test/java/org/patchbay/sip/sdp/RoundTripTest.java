package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Writing what was read gives the same text, whatever a well-formed description says. */
class RoundTripTest {
    @Test
    void writesWellFormedDescriptionsAsTheyCame() throws SdpSyntaxException {
        var generator = new DescriptionGenerator(20261123);
        for (int i = 0; i < 20_000; i++) {
            String octets = generator.next();

            assertThat(SdpParser.parse(octets).octets()).isEqualTo(DescriptionGenerator.octets(octets));
            assertThat(SdpParser.parse(octets.replace("\r\n", "\n"))).isEqualTo(SdpParser.parse(octets));
        }
    }
}
