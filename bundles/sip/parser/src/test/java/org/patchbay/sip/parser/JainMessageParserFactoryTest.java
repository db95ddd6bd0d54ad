package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sip.parser.Messages.HEAD;
import static org.patchbay.sip.parser.Messages.octets;

import gov.nist.javax.sip.parser.MessageParser;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

class JainMessageParserFactoryTest {
    private final MessageParser parser =
            new JainMessageParserFactory(new SipParser(ParserLimits.DEFAULT)).createMessageParser(null);

    @Test
    void readsAMessageWithItsBodyOrWithout() throws ParseException {
        var octets = octets(HEAD + "Content-Length: 4\n\nbody");

        assertThat(parser.parseSIPMessage(octets, true, false, null).getRawContent())
                .hasSize(4);
        assertThat(parser.parseSIPMessage(octets, false, false, null).getRawContent())
                .isNull();
        assertThat(parser.parseSIPMessage(octets, false, false, null).getSize()).isEqualTo(octets.length - 4);
    }

    @Test
    void returnsNothingForEmptyLines() throws ParseException {
        assertThat(parser.parseSIPMessage(octets("\n\n"), true, false, null)).isNull();
    }

    @Test
    void throwsWithWordsOfItsOwn() {
        assertThatThrownBy(() -> parser.parseSIPMessage(octets(HEAD + "Route: x\n\n"), true, false, null))
                .isInstanceOf(ParseException.class)
                .hasMessage("Bad Route");
        assertThatThrownBy(() -> parser.parseSIPMessage(octets("x"), true, false, null))
                .isInstanceOf(ParseException.class)
                .hasMessage("GARBAGE");
    }
}
