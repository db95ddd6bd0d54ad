package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.parser.Messages.HEAD;
import static org.patchbay.sip.parser.Messages.octets;
import static org.patchbay.sip.parser.SipFramer.HOPELESS;
import static org.patchbay.sip.parser.SipFramer.MORE;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sip.parser.Parsed.Good;

/** RFC 3261 section 18.3. */
class SipFramerTest {
    private final SipFramer framer = new SipFramer(ParserLimits.DEFAULT);

    private int cut(String text) {
        return framer.cut(octets(text), 0, octets(text).length);
    }

    private static int length(String text) {
        return octets(text).length;
    }

    @Test
    void findsTheEndByTheContentLength() {
        var message = HEAD + "Content-Length: 4\n\nbody";

        assertThat(cut(message + HEAD)).isEqualTo(length(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l: 4",
                "L:4",
                "content-LENGTH \t:  0004  ",
                "Content-Length:\n 4",
                "l\t:\n\t 4\n \nX: y",
                "l: 4\nContent-Length: 4"
            })
    void readsEachFormOfTheLength(String line) { // RFC 3261 sections 7.3.1 and 7.3.3
        var message = HEAD + line + "\n\nbody";

        assertThat(cut(message + HEAD)).isEqualTo(length(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l: -1",
                "l: x",
                "l:",
                "l: 4, 4",
                "l: 4 4",
                "l: 65537",
                "l: 99999999999999999999",
                "l: 4\nContent-Length: 5",
                "l: 0x4",
                "l: +4"
            })
    void givesUpWithoutAnUsableLength(String line) {
        assertThat(cut(HEAD + line + "\n\nbody")).isEqualTo(HOPELESS);
    }

    @Test
    void takesNoLengthForNoBody() {
        assertThat(cut(HEAD + "\nbody")).isEqualTo(length(HEAD + "\n"));
        assertThat(cut(HEAD + "X-Content-Length: 4\nSubject: l: 4\n\nbody"))
                .isEqualTo(length(HEAD + "X-Content-Length: 4\nSubject: l: 4\n\n"));
    }

    @Test
    void waitsForTheRestWhereverItIsCut() {
        var message = octets(HEAD + "Content-Length: 4\n\nbody");

        for (int to = 0; to < message.length; to++)
            assertThat(framer.cut(message, 0, to)).isEqualTo(MORE);
        assertThat(framer.cut(message, 0, message.length)).isEqualTo(message.length);
    }

    @Test
    void findsTheEmptyLineWhereverItIs() {
        for (int i = 0; i < 8; i++) {
            var message = octets(HEAD + "X: " + "y".repeat(i) + "\n\n");
            assertThat(framer.cut(message, 0, message.length)).isEqualTo(message.length);
        }
    }

    @Test
    void beginsWhereItIsTold() {
        var message = octets("####" + HEAD + "l: 2\n\nab" + HEAD);

        assertThat(framer.cut(message, 4, message.length)).isEqualTo(length(HEAD + "l: 2\n\nab"));
    }

    @Test
    void givesUpOnAHeadThatGrowsTooLong() {
        assertThat(cut(HEAD + "X: " + "y".repeat(15_000))).isEqualTo(MORE);
        assertThat(cut(HEAD + "X: " + "y".repeat(17_000))).isEqualTo(HOPELESS);
        assertThat(cut("\n".repeat(10_000))).isEqualTo(HOPELESS);
    }

    @Test
    void givesUpOnWhatIsNoText() { // such as TLS on a port without
        assertThat(cut("\u0016\u0003\u0001")).isEqualTo(HOPELESS);
    }

    /** Who reads the end of a line differently reads another length: the one in a line that isn't one. */
    @Test
    void givesUpOnALineEndThatIsNone() {
        var hidden = (HEAD + "X: y\rl: 4\n\nbody").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(framer.cut(hidden, 0, hidden.length)).isEqualTo(HOPELESS);
    }

    @Test
    void agreesWithTheParser() {
        var parser = new SipParser(ParserLimits.DEFAULT);
        for (var message : Corpus.telephones().values()) {
            assertThat(framer.cut(message, 0, message.length)).isEqualTo(message.length);
            assertThat(parser.parse(message)).isInstanceOf(Good.class);
        }
    }
}
