package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.parser.Messages.HEAD;
import static org.patchbay.sip.parser.Messages.octets;
import static org.patchbay.sip.parser.Messages.parsed;
import static org.patchbay.sip.parser.Messages.with;

import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.parser.Parsed.Dropped;
import org.patchbay.sip.parser.Parsed.Good;
import org.patchbay.sip.parser.Parsed.Refused;

class RefusedTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.9", 4711);

    private static String answer(String request) {
        return answer(request, SOURCE);
    }

    private static String answer(String request, InetSocketAddress source) {
        return new String(((Refused) parsed(request)).response(source), StandardCharsets.ISO_8859_1);
    }

    private static String bad(String head) {
        return head + "Contact: <\n\n";
    }

    @Test
    void repeatsWhatTheSenderKnowsItBy() { // RFC 3261 section 8.2.6.2
        var answer = answer(bad(
                HEAD.replace("From:", "f :").replace("To: <sip:ben@example.org>", "t:\n \"B\"\n\t<sip:b@c>;tag=2")));

        assertThat(answer)
                .isEqualTo("SIP/2.0 400 Bad Contact\r\n"
                        + "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;received=192.0.2.9\r\n"
                        + "From: <sip:ann@example.org>;tag=1\r\n"
                        + "To: \"B\" <sip:b@c>;tag=2\r\n"
                        + "Call-ID: c\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void isAMessageOfItsOwn() {
        var octets = ((Refused) parsed(bad(HEAD))).response(SOURCE);

        assertThat(new SipParser(ParserLimits.DEFAULT).parse(octets))
                .isInstanceOfSatisfying(
                        Good.class,
                        good -> assertThat(((SIPResponse) good.message()).getStatusCode())
                                .isEqualTo(400));
    }

    @Test
    void tagsATagLessToTheSameEachTime() { // RFC 3261 sections 8.2.6.2 and 8.2.7
        assertThat(answer(bad(HEAD)))
                .containsPattern("To: <sip:ben@example.org>;tag=[0-9a-f]+\r\n")
                .isEqualTo(answer(bad(HEAD)));
        assertThat(answer(bad(HEAD.replace("Call-ID: c", "Call-ID: d"))))
                .isNotEqualTo(answer(bad(HEAD)).replace("Call-ID: c", "Call-ID: d"));
        assertThat(answer(with("To: \"x"))).contains("\r\nTo: \"x\r\n");
    }

    @Test
    void fillsTheAddressIntoTheTopmostViaOnly() { // RFC 3261 section 18.2.1, RFC 3581 section 4
        var vias = "Via: SIP/2.0/UDP a;rport;branch=z9hG4bK1;received=203.0.113.1;x=\",;\", SIP/2.0/UDP b;rport\n"
                + "Via: SIP/2.0/UDP c;rport";
        var answer = answer(bad(HEAD.replace("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1", vias)));

        assertThat(answer)
                .contains("Via: SIP/2.0/UDP a;branch=z9hG4bK1;x=\",;\";received=192.0.2.9;rport=4711, SIP/2.0/UDP"
                        + " b;rport\r\n"
                        + "Via: SIP/2.0/UDP c;rport\r\n");
    }

    @Test
    void writesAnIp6AddressWithoutItsZone() throws Exception {
        var address = java.net.Inet6Address.getByAddress(
                null, new byte[] {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 1);

        assertThat(answer(bad(HEAD), new InetSocketAddress(address, 5060)))
                .contains(";received=fe80:0:0:0:0:0:0:1\r\n");
    }

    @Test
    void saysNothingOfTheSenderInItsReason() {
        for (var fault : Fault.values()) {
            assertThat(fault.reason()).matches("[A-Za-z -]+");
            assertThat(fault.status()).isIn(400, 505, 513);
        }
    }

    @Test
    void repeatsTheFirstOfWhatComesTwice() { // RFC 4475 section 3.3.8
        assertThat(answer(HEAD + "CSeq: 2 INVITE\ni: d\n\n"))
                .startsWith("SIP/2.0 400 Header Comes Twice\r\n")
                .contains("\r\nCSeq: 1 MESSAGE\r\n")
                .contains("\r\nCall-ID: c\r\n")
                .doesNotContain("INVITE");
    }

    @Test
    void leavesOutWhatItCannotRepeatSafely() {
        assertThat(answer(with("From: <sip:a\0b@c>"))).doesNotContain("From:", "\0");
        assertThat(parsed(with("CSeq: 1 \0"))).isEqualTo(new Dropped(Parsed.Cause.UNANSWERABLE));
        assertThat(answer(bad(HEAD) + "Via: SIP/2.0/UDP body\n")).doesNotContain("body");
    }

    @Test
    void answersRequestsWithBareLineFeedsInProperLines() {
        var octets = bad(HEAD).getBytes(StandardCharsets.ISO_8859_1);

        var refused = (Refused) new SipParser(ParserLimits.DEFAULT).parse(octets);

        assertThat(new String(refused.response(SOURCE), StandardCharsets.ISO_8859_1))
                .startsWith("SIP/2.0 400 Control Character in Header\r\n"
                        + "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;received=192.0.2.9\r\n"
                        + "From: ");
    }

    @Test
    void answersNothingThatWouldBeLong() {
        assertThat(parsed(with("Via: SIP/2.0/UDP a;x=" + "y".repeat(9000) + ";;")))
                .isEqualTo(new Dropped(Parsed.Cause.UNANSWERABLE));
        assertThat(octets(answer(HEAD + "X: " + "y".repeat(20_000) + "\n\n"))).hasSizeLessThan(1000);
    }
}
