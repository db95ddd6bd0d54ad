package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.parser.Messages.HEAD;
import static org.patchbay.sip.parser.Messages.RESPONSE;
import static org.patchbay.sip.parser.Messages.cause;
import static org.patchbay.sip.parser.Messages.fault;
import static org.patchbay.sip.parser.Messages.octets;
import static org.patchbay.sip.parser.Messages.read;
import static org.patchbay.sip.parser.Messages.request;
import static org.patchbay.sip.parser.Messages.written;

import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sip.parser.Parsed.Cause;
import org.patchbay.sip.parser.Parsed.Good;

class SipParserTest {
    @Test
    void joinsFoldedLinesWithABlank() { // RFC 3261 section 7.3.1
        var message = read(HEAD.replace("Call-ID: c", "Call-ID:\n  c\n\t") + "X-Own: a \n\t b\n\n x\n y");

        assertThat(message.getCallId().getCallId()).isEqualTo("c");
        assertThat(written(message)).contains("\r\nX-Own: a b\r\n");
        assertThat(new String(message.getRawContent(), StandardCharsets.UTF_8)).isEqualTo(" x\r\n y");
    }

    @Test
    void takesTheRestOfADatagramForTheBody() { // RFC 3261 section 18.3
        assertThat(read(HEAD + "\nbody").getRawContent()).hasSize(4);
        assertThat(read(HEAD + "Content-Length: 2\n\nbody").getRawContent()).hasSize(2);
        assertThat(read(HEAD + "l: 0\n\nbody").getRawContent()).isNull();
        assertThat(fault(HEAD + "Content-Length: 5\n\nbody")).isEqualTo(Fault.BODY);
    }

    @Test
    void refusesAHeaderTwiceThatMayComeOnce() { // RFC 3261 section 7.3.1
        assertThat(fault(HEAD + "CSeq: 2 MESSAGE\n\n")).isEqualTo(Fault.TWICE);
        assertThat(fault(HEAD + "i: d\n\n")).isEqualTo(Fault.TWICE);
        assertThat(fault(HEAD + "Content-Length: 0\nl: 0\n\n")).isEqualTo(Fault.TWICE);
    }

    @Test
    void keepsAHeaderThatItCannotRead() { // RFC 4475 section 3.1.2.12
        var message = read(HEAD + "Date: yesterday\nX-Own: <>\nExpires: soon\n\n");

        assertThat(message.getHeader("Date")).isNull();
        assertThat(message.getExpires()).isNull();
        assertThat(written(message)).contains("Date: yesterday\r\n", "X-Own: <>\r\n", "Expires: soon\r\n");
    }

    /** JAIN-SIP remembers each name for ever, in each spelling. */
    @Test
    void showsJainSipNoNameOfAStranger() throws ReflectiveOperationException {
        read(HEAD + "User-Agent: z\nDate: yesterday\n\n");
        var field = SIPHeaderNamesCache.class.getDeclaredField("lowercaseMap");
        field.setAccessible(true);
        var names = (Map<?, ?>) field.get(null);
        int before = names.size();

        for (int i = 0; i < 1000; i++) read(HEAD + "X-" + i + ": y\n" + cased("user-agent", i) + ": z\n\n");

        assertThat(names).hasSizeLessThan(before + 5);
    }

    private static String cased(String name, int bits) {
        var cased = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if ((bits >> i & 1) == 1) cased.setCharAt(i, Character.toUpperCase(name.charAt(i)));
        }
        return cased.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    void refusesARequestWithoutWhatItMustHave(String name) { // RFC 3261 section 8.1.1
        var text = String.join(
                        "\n",
                        HEAD.lines()
                                .filter(line -> !line.startsWith(name + ":"))
                                .toList()) + "\n\n";

        if (name.equals("Via") || name.equals("CSeq")) assertThat(cause(text)).isEqualTo(Cause.UNANSWERABLE);
        else assertThat(fault(text).reason()).isEqualTo("No " + name);
    }

    @Test
    void dropsWhatIsNoMessage() {
        assertThat(cause("")).isEqualTo(Cause.KEEP_ALIVE);
        assertThat(cause("\n\n")).isEqualTo(Cause.KEEP_ALIVE);
        assertThat(cause("\0\1\0\0!\u0012\u00a4B")).isEqualTo(Cause.GARBAGE);
        assertThat(cause("GET / HTTP/1.1\nHost: x\n\n")).isEqualTo(Cause.GARBAGE);
    }

    @Test
    void dropsAResponseThatItCannotRead() { // RFC 4475 section 3.1.2.19
        assertThat(cause(RESPONSE.replace("200", "2000") + "\n")).isEqualTo(Cause.RESPONSE);
        assertThat(cause(RESPONSE.replace("200", "99") + "\n")).isEqualTo(Cause.RESPONSE);
        assertThat(cause(RESPONSE.replace("2.0 200", "3.0 200") + "\n")).isEqualTo(Cause.RESPONSE);
        assertThat(cause(RESPONSE.replace("Call-ID: c\n", "") + "\n")).isEqualTo(Cause.RESPONSE);
    }

    @Test
    void dropsAnAckThatItCannotRead() { // RFC 3261 section 17.1.1.3
        assertThat(cause(HEAD.replace("MESSAGE", "ACK").replace("Call-ID: c\n", "") + "\n"))
                .isEqualTo(Cause.ACK);
    }

    @Test
    void ignoresEmptyLinesBeforeAMessage() { // RFC 3261 section 7.5
        assertThat(request("\n\n" + HEAD + "\n").getMethod()).isEqualTo("MESSAGE");
    }

    @Test
    void readsAStatusLineWithoutAReason() { // RFC 4475 section 3.1.1.13
        var response = (SIPResponse) read(RESPONSE.replace("200 OK", "183 ") + "\n");

        assertThat(response.getStatusCode()).isEqualTo(183);
        assertThat(response.getReasonPhrase()).isEmpty();
    }

    @Test
    void refusesAnotherVersionByItsNumber() { // RFC 3261 section 21.5.6
        assertThat(fault(HEAD.replace("SIP/2.0\nVia", "SIP/3.0\nVia") + "\n").status())
                .isEqualTo(505);
        assertThat(fault(HEAD.replace("SIP/2.0\nVia", "SIP/2.0.x\nVia") + "\n")).isEqualTo(Fault.REQUEST_LINE);
        assertThat(request(HEAD.replace("SIP/2.0\nVia", "sip/2.0\nVia") + "\n")
                        .getRequestLine()
                        .getSipVersion())
                .isEqualTo("SIP/2.0"); // section 7.1
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MESSAGE  sip:100@example.org SIP/2.0", "MESSAGE sip:100@example.org  SIP/2.0",
                        "MESSAGE sip:100@example.org SIP/2.0 ",
                "MESSAGE <sip:100@example.org> SIP/2.0", "MESSAGE sip:100@exa mple.org SIP/2.0",
                        "MESSAGE sip:100@example.org?To=x SIP/2.0",
                "MESSAGE sip:2001:db8::1 SIP/2.0", "MESSAGE sip:@example.org SIP/2.0",
                        "MESSAGE sip:a%4@example.org SIP/2.0",
                "MESSAGE sip:a@example.org:0 SIP/2.0", "MESSAGE sip:a@example.org:65536 SIP/2.0", "MESSAGE sip: SIP/2.0"
            })
    void refusesABadRequestLine(String line) { // RFC 3261 sections 7.1 and 19.1.1
        var text = HEAD.replace("MESSAGE sip:100@example.org SIP/2.0", line) + "\n";

        assertThat(fault(text)).isIn(Fault.REQUEST_LINE, Fault.REQUEST_URI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\1", "\u007f", "\r", "\u000b"})
    void refusesControlCharactersInAHeader(String control) { // RFC 3261 section 25.1
        var octets =
                (HEAD + "X-Own: a" + control + "b\n\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new SipParser(ParserLimits.DEFAULT).parse(octets))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(Fault.CONTROL_CHARACTER));
    }

    @Test
    void takesOnlyBothCrAndLfForTheEndOfALine() {
        var octets = (HEAD + "X-Own: a\nX-Hidden: b\n\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new SipParser(ParserLimits.DEFAULT).parse(octets))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(Fault.CONTROL_CHARACTER));
    }

    @Test
    void refusesLinesThatAreNoHeaders() {
        assertThat(fault(HEAD + "no header\n\n")).isEqualTo(Fault.HEADER_LINE);
        assertThat(fault(HEAD + ": no name\n\n")).isEqualTo(Fault.HEADER_LINE);
        assertThat(fault(HEAD + "na me: x\n\n")).isEqualTo(Fault.HEADER_LINE);
        assertThat(fault(HEAD.strip())).isEqualTo(Fault.UNFINISHED);
        assertThat(fault(HEAD)).isEqualTo(Fault.UNFINISHED);
    }

    @Test
    void refusesWhatIsBeyondItsLimits() { // RFC 3261 section 21.5.7
        assertThat(fault(HEAD + "X: y\n".repeat(130) + "\n")).isEqualTo(Fault.TOO_LARGE);
        assertThat(fault(HEAD + "X: " + "y".repeat(17_000) + "\n\n")).isEqualTo(Fault.TOO_LARGE);
        assertThat(fault(HEAD + "\n" + "y".repeat(65_537))).isEqualTo(Fault.TOO_LARGE);
        assertThat(fault(HEAD + "Content-Length: 65537\n\n")).isEqualTo(Fault.TOO_LARGE);
        assertThat(fault(HEAD + "Contact: " + "<sip:a>,".repeat(600) + "<sip:a>\n\n"))
                .isEqualTo(Fault.TOO_LARGE);
        assertThat(fault(HEAD + "Contact: <sip:a>" + ";a".repeat(600) + "\n\n")).isEqualTo(Fault.TOO_LARGE);
        assertThat(read(HEAD + "X: y\n".repeat(123) + "\n" + "y".repeat(65_536)).getRawContent())
                .hasSize(65_536);
    }

    @Test
    void readsWhatIsBetweenOnly() {
        var octets = octets("####" + HEAD + "\nbody####");

        var parsed = new SipParser(ParserLimits.DEFAULT).parse(octets, 4, octets.length - 4);

        assertThat(((Good) parsed).message().getRawContent()).isEqualTo("body".getBytes(StandardCharsets.UTF_8));
    }

    private static String rewritten(byte[] message) {
        return written(((Good) new SipParser(ParserLimits.DEFAULT).parse(message)).message());
    }

    /** All messages get their headers from the same blanks. */
    @Test
    void leavesNothingOfOneMessageInTheNext() {
        var first = Corpus.telephones().values().stream()
                .map(SipParserTest::rewritten)
                .toList();
        var second = Corpus.telephones().values().stream()
                .map(SipParserTest::rewritten)
                .toList();

        assertThat(second).isEqualTo(first);
        assertThat(Blanks.VIA.hasParameters()).isFalse();
        assertThat(Blanks.FROM.hasParameters()).isFalse();
        assertThat(Blanks.AUTHORIZATION.hasParameters()).isFalse();
        assertThat(Blanks.SERVER.getProduct()).isNull();
        assertThat(Blanks.USER_AGENT.getProduct()).isNull();
        assertThat(Blanks.BODY_TYPE.getContentType()).isNull();
    }

    @ParameterizedTest
    @EnumSource(HeaderName.class)
    void readsEachKnownNameInAnyCase(HeaderName name) { // RFC 3261 section 7.3.1
        var upper = name.toString().toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

        assertThat(HeaderName.of(upper, 0, upper.length)).isEqualTo(name);
    }

    @Test
    void readsCompactNames() { // RFC 3261 section 7.3.3
        var message = read(Corpus.text(java.nio.file.Path.of("src/test/resources/corpus.txt"))
                .split("=== compact\n")[1]
                .replace("l: 5", "l: 3"));

        assertThat(message.getTopmostVia().getBranch()).isEqualTo("z9hG4bKcompact");
        assertThat(message.getContactHeader().getAddress().toString()).contains("ann@192.0.2.1");
        assertThat(message.getContentTypeHeader().getContentSubType()).isEqualTo("sdp");
        assertThat(written(message)).contains("\r\nSupported: timer\r\n", "\r\nSubject: hello\r\n");
    }
}
