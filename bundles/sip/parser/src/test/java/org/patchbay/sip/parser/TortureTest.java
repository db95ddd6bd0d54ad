package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.sip.parser.Parsed.Dropped;
import org.patchbay.sip.parser.Parsed.Good;
import org.patchbay.sip.parser.Parsed.Refused;

/** The torture messages of RFC 4475 and RFC 5118: what the parser makes of each. */
class TortureTest {
    private static final Path DOCUMENT = Path.of("../../../docs/parsing.md");
    private static final SipParser PARSER = new SipParser(ParserLimits.DEFAULT);
    private static final Map<String, byte[]> MESSAGES = Corpus.torture();

    static Stream<String[]> expected() {
        return rows("expected.tsv");
    }

    private static Stream<String[]> rows(String file) {
        return Corpus.text(Corpus.TORTURE.resolve(file))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("expected")
    void makesOfItWhatTheRfcExpects(String name, String outcome) {
        assertThat(outcome(MESSAGES.get(name))).isEqualTo(outcome);
    }

    @Test
    void knowsEachMessage() {
        assertThat(expected().map(row -> row[0])).containsExactlyInAnyOrderElementsOf(MESSAGES.keySet());
        assertThat(rows("rfc.tsv").map(row -> row[0])).containsExactlyInAnyOrderElementsOf(MESSAGES.keySet());
    }

    private static String outcome(byte[] message) {
        return switch (PARSER.parse(message)) {
            case Good(SIPRequest request) -> "request";
            case Good(SIPResponse response) -> "response";
            case Good(SIPMessage other) -> throw new AssertionError(other);
            case Refused refused ->
                refused.fault().status() + " " + refused.fault().reason();
            case Dropped(var cause) -> "dropped: " + cause;
        };
    }

    @Test
    void writesWhatItReadSoThatItReadsTheSame() {
        for (var message : MESSAGES.values()) {
            if (!(PARSER.parse(message) instanceof Good(var first))) continue;

            var written = SipWriter.octets(first);

            assertThat(PARSER.parse(written)).isInstanceOf(Good.class);
            assertThat(SipWriter.octets(((Good) PARSER.parse(written)).message()))
                    .isEqualTo(written);
        }
    }

    @Test
    void answersWithNoWordOfTheSenderInTheReasonPhrase() {
        for (var message : MESSAGES.values()) {
            if (!(PARSER.parse(message) instanceof Refused refused)) continue;

            var answer = refused.response(new InetSocketAddress("192.0.2.9", 4711));

            assertThat(new String(answer, StandardCharsets.UTF_8))
                    .startsWith("SIP/2.0 " + refused.fault().status() + " "
                            + refused.fault().reason() + "\r\n")
                    .endsWith("\r\nContent-Length: 0\r\n\r\n");
        }
    }

    @Test
    void isDocumentedMessageByMessage() {
        assertThat(Corpus.text(DOCUMENT)).contains(table());
    }

    /** Prints the table for the document. */
    public static void main(String[] arguments) {
        System.out.print(table());
    }

    private static String table() {
        return rows("rfc.tsv")
                .map(row -> "| %s | %s | %s | %s |\n"
                        .formatted(row[0].replace(".dat", ""), row[1], row[2], outcome(MESSAGES.get(row[0]))))
                .collect(Collectors.joining(
                        "",
                        "| message | RFC | expected of a server | the parser's outcome |\n|---|---|---|---|\n",
                        ""));
    }
}
