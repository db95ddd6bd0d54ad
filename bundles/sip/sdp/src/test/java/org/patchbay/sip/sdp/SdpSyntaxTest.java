package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parser is strict, and where it is lenient. */
class SdpSyntaxTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n";

    private static Sdp parsed(String text) {
        try {
            return Sdp.parse(text);
        } catch (SdpSyntaxException syntax) {
            throw new AssertionError(syntax);
        }
    }

    private static SdpSyntaxException refused(String text) {
        return assertThatExceptionOfType(SdpSyntaxException.class)
                .isThrownBy(() -> Sdp.parse(text))
                .actual();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesEitherLineEnd(String end) { // RFC 8866 section 5: parsers SHOULD accept a single newline
        String text = HEAD.replace("\r\n", end);

        assertThat(parsed(text).text()).isEqualTo(HEAD);
        assertThat(parsed(text.stripTrailing()).text()).isEqualTo(HEAD);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        v=0|o=- 1 1 IN IP4 1.2.3.4|a=x|c=IN IP4 1.2.3.4|t=0 0|s=-, order
        v=0|o=- 1 1 IN IP4 1.2.3.4, s= and t= missing
        v=0|o=Cisco SIP UA 1 1 IN IP4 1.2.3.4|s=|t=0 0, blanks in the user and an empty name
        v=0|o=- 1 1 IN IP4 1.2.3.4|m=video 0 RTP/AVP, a refused stream without formats
        v=0|o=- 1 1 IN IP4 1.2.3.4|m=video 9 RTP/AVP 96|y=0100000001|f=v/2/4, lines of GB/T 28181
        v=0|o=- 1 1 IN IP4 1.2.3.4|b=nonsense|t=later|a=|a=:|k=|r=, what no call depends on
        """)
    void isLenientWhereTelephonesAreSloppy(String lines, String why) {
        String text = lines.replace("|", "\r\n") + "\r\n";

        assertThat(parsed(text).text()).as(why).isEqualTo(text);
    }

    @Test
    void readsSeveralBlanksAsOneAndSkipsEmptyLines() {
        Sdp sdp = parsed("v=0 \n\no=-  1 1 IN IP4  1.2.3.4 \nm=audio  4 RTP/AVP   0  8 \n \n");

        assertThat(sdp.origin()).contains(new Origin("-", "1", "1", "IN", "IP4", "1.2.3.4"));
        assertThat(sdp.streams().getFirst().formats()).containsExactly("0", "8");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "hello, 1",
        "v=1, 1",
        "s=-|v=0, 1",
        "v=0|s=-, 2",
        "v=0|v=0, 2",
        "v=0|o=- 1 1 IN IP4, 2",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|o=- 1 1 IN IP4 1.2.3.4, 3",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|s=a|s=b, 4",
        "v=0|m=audio 4 RTP/AVP 0, 2",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|q=1, 3",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|A=1, 3",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m =video 4 RTP/AVP 0, 3",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m=audio 4 RTP/AVP 0|t=0 0, 4",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m=audio 4 RTP/AVP 0|o=- 2 1 IN IP4 1.2.3.4, 4",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m=audio 4 RTP/AVP 0|c=IN, 4",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m=audio 4/0 RTP/AVP 0, 3",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m=audio 4/x RTP/AVP 0, 3",
        "v=0|o=- 1 1 IN IP4 1.2.3.4|m=audio 4 RTP/AVP, 3"
    })
    void namesTheLineThatIsWrong(String lines, int line) {
        SdpSyntaxException wrong = refused(lines.replace("|", "\r\n"));

        assertThat(wrong.line()).isEqualTo(line);
        assertThat(wrong).hasMessage("line " + line + ": " + wrong.why());
    }

    @Test
    void refusesControlCharacters() {
        for (char control = 0; control < ' '; control++) {
            if (control == '\t' || control == '\n') continue;
            assertThat(refused(HEAD + "a=x" + control + "y\r\n").line()).isEqualTo(6);
        }
    }

    @Test
    void takesDescriptionsUpToItsLimits() {
        String many = HEAD + "m=audio 4 RTP/AVP 0\r\n".repeat(32) + "a=x\r\n".repeat(980);
        String full = HEAD + "a=" + "x".repeat(65_536 - HEAD.length() - 4) + "\r\n";

        assertThat(parsed(many).streams()).hasSize(32);
        assertThat(parsed(full).octets()).hasSize(65_536);
        assertThat(refused(full + "\n").why()).isEqualTo("longer than 65536 octets");
        assertThat(refused("\n".repeat(60_000)).line()).isEqualTo(1_025);
    }
}
