package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.parser.Messages.HEAD;
import static org.patchbay.sip.parser.Messages.fault;
import static org.patchbay.sip.parser.Messages.octets;
import static org.patchbay.sip.parser.Messages.read;
import static org.patchbay.sip.parser.Messages.request;
import static org.patchbay.sip.parser.Messages.with;
import static org.patchbay.sip.parser.Messages.written;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;
import javax.sip.header.AuthorizationHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sip.parser.Parsed.Good;

class HeaderTest {
    private static SipUri toUri(String to) {
        return (SipUri) read(with("To: " + to)).getTo().getAddress().getURI();
    }

    @Test
    void readsAVia() { // RFC 3261 section 20.42
        var via = read(with("Via: SIP / 2.0 / TLS  [2001:db8::1] : 5061 ;branch= z9hG4bKx ; rport;TTL=16;received=::1"))
                .getTopmostVia();

        assertThat(via.getTransport()).isEqualTo("TLS");
        assertThat(via.getHost()).isEqualTo("[2001:db8::1]");
        assertThat(via.getPort()).isEqualTo(5061);
        assertThat(via.getBranch()).isEqualTo("z9hG4bKx");
        assertThat(via.hasParameter("rport")).isTrue();
        assertThat(via.getRPort()).isEqualTo(-1);
        assertThat(via.getTTL()).isEqualTo(16);
        assertThat(via.getReceived()).isEqualTo("::1");
    }

    @Test
    void readsSeveralViasInTheirOrder() { // RFC 3261 section 7.3.1
        var message =
                read(HEAD + "v: SIP/2.0/TCP b;branch=z9hG4bK2, SIP/2.0/TCP c;branch=z9hG4bK3\nVia: SIP/2.0/TCP d\n\n");

        assertThat(message.getViaHeaders().stream().map(via -> via.getHost()))
                .containsExactly("192.0.2.1", "b", "c", "d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP/2.0/UDP",
                "SIP/2.0/UDPa.example",
                "SIP/2.0 UDP a",
                "SIP/2.0/UDP a;",
                "SIP/2.0/UDP a;;b",
                "SIP/2.0/UDP a,",
                "SIP/2.0/UDP a:0",
                "SIP/2.0/UDP a:x",
                "SIP/2.0/UDP a;rport=x",
                "SIP/2.0/UDP a;rport=65536",
                "SIP/2.0/UDP a;rport=\"1\"",
                "SIP/2.0/UDP a;ttl=256",
                "SIP/2.0/UDP a;branch=",
                "SIP/2.0/UDP a;branch=1;branch=2",
                "SIP/2.0/UDP [::1",
                "SIP/2.0/UDP [12]"
            })
    void refusesABadVia(String via) {
        assertThat(fault(with("Via: " + via).replace("Via: \n", "Via:\nVia: SIP/2.0/UDP a\n")))
                .isEqualTo(Fault.VIA);
    }

    @Test
    void readsAddressesInEachForm() { // RFC 3261 section 20.10
        assertThat(read(with("To: sip:ben@example.org;tag=2")).getToTag()).isEqualTo("2");
        assertThat(read(with("To: sip:ben@example.org;tag=2"))
                        .getTo()
                        .getAddress()
                        .getURI()
                        .toString())
                .isEqualTo("sip:ben@example.org");
        assertThat(read(with("To: Ben B. <sip:b@c;x=y>;tag=2"))
                        .getTo()
                        .getAddress()
                        .getDisplayName())
                .isEqualTo("Ben B.");
        assertThat(read(with("To: \"a \\\" <b>\"<sip:b@c>"))
                        .getTo()
                        .getAddress()
                        .getDisplayName())
                .isEqualTo("a \\\" <b>");
        assertThat(read(with("To: <tel:+49-30-1;phone-context=x>"))
                        .getTo()
                        .getAddress()
                        .getURI()
                        .getScheme())
                .isEqualTo("tel");
        assertThat(read(with("To: <http://[::1]/?a=b#c>"))
                        .getTo()
                        .getAddress()
                        .getURI()
                        .toString())
                .isEqualTo("http://[::1]/?a=b#c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a <sip:b@c>",
                "a, b <sip:b@c>",
                "<sip:b@c",
                "sip:b@c>",
                "< sip:b@c >",
                "<sip:b@c>>",
                "<sip:b@c> x",
                "<>",
                "<b@c>",
                "b",
                "<sip:b@c>;tag=",
                "<sip:b@c>;tag=[1]",
                "<sip:b@c>;tag=1;tag=2",
                "sip:b@c?x=y",
                "<sip:b@c>, <sip:d@e>",
                "<sip:b@c;;x>",
                "\"\\\u00e9\" <sip:b@c>",
                "<sip:b@c;ttl=x>",
                "<1sip:b>",
                "<sip:a:b@c:d>",
                "<sip:b c@d>",
                "<sip:b@c;a=1;a=2>"
            })
    void refusesABadTo(String to) {
        assertThat(fault(with("To: " + to))).isEqualTo(Fault.TO);
    }

    @Test
    void readsASipUri() { // RFC 3261 section 19.1
        var uri = toUri(
                "<SIPS:al%69ce;x=y?z:p&=@[::1]:5071;transport=tls;lr;maddr=192.0.2.1;ttl=3?Subject=a%20b&Priority=>");

        assertThat(uri.isSecure()).isTrue();
        assertThat(uri.getUser()).isEqualTo("al%69ce;x=y?z");
        assertThat(uri.getUserPassword()).isEqualTo("p&=");
        assertThat(uri.getHost()).isEqualTo("[::1]");
        assertThat(uri.getPort()).isEqualTo(5071);
        assertThat(uri.getTransportParam()).isEqualTo("tls");
        assertThat(uri.hasLrParam()).isTrue();
        assertThat(uri.getTTLParam()).isEqualTo(3);
        assertThat(uri.getMAddrParam()).isEqualTo("192.0.2.1");
        assertThat(uri.getHeader("Subject")).isEqualTo("a%20b");
        assertThat(uri.toString())
                .isEqualTo(
                        "sips:al%69ce;x=y?z:p&=@[::1]:5071;transport=tls;lr;maddr=192.0.2.1;ttl=3?Subject=a%20b&Priority=");
    }

    @Test
    void allowsTheHashThatTelephonesDial() {
        assertThat(toUri("<sip:*72#5@example.org>").getUser()).isEqualTo("*72#5");
    }

    @Test
    void readsContacts() { // RFC 3261 section 20.10
        var contacts = read(HEAD + "m: \"A, B\" <sip:a@b>;q=0.7;expires=60, sip:c@d;x\nContact: <sip:e@f>\n\n")
                .getContactHeaders();

        assertThat(contacts).hasSize(3);
        assertThat(((Contact) contacts.getFirst()).getExpires()).isEqualTo(60);
        assertThat(((Contact) contacts.getFirst()).getQValue()).isEqualTo(0.7f);
        assertThat(contacts.get(1).hasParameter("x")).isTrue();
        assertThat(read(HEAD + "m: *\n\n").getContactHeader().isWildCard()).isTrue();
        assertThat(fault(HEAD + "m: *, <sip:a@b>\n\n")).isEqualTo(Fault.CONTACT);
        assertThat(fault(HEAD + "m: <sip:a@b>,\n\n")).isEqualTo(Fault.CONTACT);
        assertThat(fault(HEAD + "m: sip:a@b?Route=%3Cx%3E\n\n")).isEqualTo(Fault.CONTACT);
    }

    @Test
    void readsRoutesInBracketsOnly() { // RFC 3261 sections 20.30 and 20.34
        var message = read(HEAD + "Route: <sip:a;lr>, <sip:b;lr>\nRoute: <sip:c>\nRecord-Route: <sip:d;lr>;x=y\n\n");

        assertThat(message.getRouteHeaders()).hasSize(3);
        assertThat(message.getRecordRouteHeaders()).hasSize(1);
        assertThat(fault(HEAD + "Route: sip:a\n\n")).isEqualTo(Fault.ROUTE);
        assertThat(fault(HEAD + "Record-Route: <sip:a\n\n")).isEqualTo(Fault.RECORD_ROUTE);
    }

    @Test
    void readsTheCSeqWithItsMethodAsItIs() { // RFC 3261 sections 7.1 and 8.1.1.5
        assertThat(read(with("CSeq: 0009   MESSAGE")).getCSeq().getSeqNumber()).isEqualTo(9);
        assertThat(read(with("CSeq: 2147483647 MESSAGE")).getCSeq().getSeqNumber())
                .isEqualTo(2147483647L);
        assertThat(written(read(with("CSeq: 1 Message")))).contains("\r\nCSeq: 1 Message\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648 MESSAGE",
                "99999999999999999999999 MESSAGE",
                "-1 MESSAGE",
                "MESSAGE",
                "1",
                "1MESSAGE",
                "1 MES SAGE",
                "1 M,"
            })
    void refusesABadCSeq(String cSeq) {
        assertThat(fault(with("CSeq: " + cSeq))).isEqualTo(Fault.CSEQ);
    }

    @Test
    void readsACallId() { // RFC 3261 section 20.8
        assertThat(read(with("Call-ID: a<>:\\\"/[]?{}@b")).getCallId().getCallId())
                .isEqualTo("a<>:\\\"/[]?{}@b");
        assertThat(fault(with("Call-ID: a b"))).isEqualTo(Fault.CALL_ID);
        assertThat(fault(with("Call-ID: a@b@c"))).isEqualTo(Fault.CALL_ID);
        assertThat(fault(with("Call-ID: @b"))).isEqualTo(Fault.CALL_ID);
    }

    @Test
    void readsMaxForwardsUpTo255() { // RFC 3261 section 20.22
        assertThat(read(with("Max-Forwards: 0255")).getMaxForwards().getMaxForwards())
                .isEqualTo(255);
        assertThat(fault(with("Max-Forwards: 256"))).isEqualTo(Fault.MAX_FORWARDS);
        assertThat(fault(with("Max-Forwards: -1"))).isEqualTo(Fault.MAX_FORWARDS);
    }

    @Test
    void readsExpiresUpToWhatTheRfcAllows() { // RFC 3261 section 20.19
        assertThat(read(with("Expires: 60")).getExpires().getExpires()).isEqualTo(60);
        assertThat(read(with("Expires: 4294967295")).getExpires().getExpires()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read(with("Expires: 4294967296")).getExpires()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1 2", "4294967296", "+1"})
    void refusesABadContentLength(String length) { // RFC 3261 section 20.14
        assertThat(fault(with("Content-Length: " + length))).isEqualTo(Fault.CONTENT_LENGTH);
    }

    /** JAIN-SIP would write the whole message in UTF-16, and fail to write it at all in the second case. */
    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "no-such-charset"})
    void keepsTheCharsetOfTheBodyOutOfTheHead(String charset) throws Exception {
        var message = read(HEAD + "Content-Type: text/plain;charset=" + charset + "\n\nbody");

        assertThat(message.encodeAsBytes("UDP")).startsWith(octets("MESSAGE sip:100@example.org SIP/2.0\nVia"));
        assertThat(message.getContentTypeHeader().getParameter("charset")).isEqualTo(charset);
    }

    @Test
    void readsLists() {
        var message = read(HEAD
                + "Allow: INVITE , ACK,\n BYE\nAllow: X\nk: a,b\nRequire: c, d\nAccept: a/b;q=0.5, */*\nu: talk\n\n");

        assertThat(values(message, "Allow")).containsExactly("INVITE", "ACK", "BYE", "X");
        assertThat(values(message, "Supported")).containsExactly("a", "b");
        assertThat(values(message, "Require")).containsExactly("c", "d");
        assertThat(values(message, "Accept")).containsExactly("a/b;q=0.5", "*/*");
        assertThat(values(message, "Allow-Events")).containsExactly("talk");
        assertThat(fault(HEAD + "Require: a b\n\n")).isEqualTo(Fault.REQUIRE);
        assertThat(fault(HEAD + "Proxy-Require: \n\n")).isEqualTo(Fault.PROXY_REQUIRE);
    }

    private static List<String> values(SIPMessage message, String name) {
        var values = new java.util.ArrayList<String>();
        message.getHeaders(name).forEachRemaining(header -> values.add(((SIPHeader) header).getHeaderValue()));
        return values;
    }

    @Test
    void readsCredentials() { // RFC 3261 section 20.7
        var line = "Authorization: Digest username=\"a\\\"b\", realm = \"r,s\",nc=00000001, uri=\"sip:x\", qop=auth";
        var credentials = (AuthorizationHeader) read(HEAD + line + "\n\n").getHeader("Authorization");

        assertThat(credentials.getScheme()).isEqualTo("Digest");
        assertThat(credentials.getUsername()).isEqualTo("a\\\"b");
        assertThat(credentials.getRealm()).isEqualTo("r,s");
        assertThat(credentials.getNonceCount()).isEqualTo(1);
        assertThat(credentials.getQop()).isEqualTo("auth");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest",
                "Digest a",
                "Digest a=",
                "Digest a=b c=d",
                "Digest a=\"b",
                "Basic QWxhZGRpbg==",
                "Digest a=1, a=2"
            })
    void takesBadCredentialsForNone(String value) { // RFC 4475 section 3.3.7
        var message = read(HEAD + "Authorization: " + value + "\n\n");

        assertThat(message.getHeader("Authorization")).isNull();
        assertThat(written(message)).contains("Authorization: " + value);
    }

    @Test
    void keepsOctetsThatAreNotUtf8() {
        var text = HEAD.replace("From: ", "From: \"\u00e9\u00c3\u00a9\u00ff\" ")
                + "X-Own: \u0080\u00e2\u0082\u00ac\u00ed\u00a0\u0080\nSubject: \u00fc\n\n\u00ff\0";
        var message = request(text);

        assertThat(written(message))
                .contains(
                        "From: \"\u00e9\u00c3\u00a9\u00ff\" <",
                        "X-Own: \u0080\u00e2\u0082\u00ac\u00ed\u00a0\u0080\r\n",
                        "Subject: \u00fc\r\n")
                .endsWith("\r\n\r\n\u00ff\0");
        assertThat(message.getFrom().getAddress().getDisplayName()).isEqualTo("\udce9\u00e9\udcff");
    }

    @Test
    void restoresEachOctetOfAText() {
        var octets = new byte[65_536 * 2];
        for (int i = 0; i < 65_536; i++) {
            octets[2 * i] = (byte) (i >> 8);
            octets[2 * i + 1] = (byte) i;
        }

        assertThat(Text.octets(Text.of(octets, 0, octets.length))).isEqualTo(octets);
    }

    /** JAIN-SIP takes it for a name without its end, and writes a quoted string in a quoted string. */
    @Test
    void believesARareHeaderOnlyWhenItIsWrittenTheSame() {
        var message = read(HEAD + "Reply-To:[ \"a\" <sip:b@c>\nReferred-By: <sip:a@b>\n\n");

        assertThat(message.getHeader("Reply-To")).isNull();
        assertThat(message.getHeader("Referred-By")).isNotNull();
        assertThat(written(message)).contains("\r\nReply-To: [ \"a\" <sip:b@c>\r\n");
    }

    @Test
    void readsSessionTimersAndIdentities() { // RFC 4028 section 4, RFC 3325 section 9.1
        var message =
                read(HEAD + "x: 1800;refresher=uac\nMin-SE: 90\nP-Asserted-Identity: \"A\" <sip:a@b>, <tel:+1>\n\n");

        assertThat(values(message, "Session-Expires")).containsExactly("1800;refresher=uac");
        assertThat(values(message, "Min-SE")).containsExactly("90");
        assertThat(values(message, "P-Asserted-Identity")).containsExactly("\"A\" <sip:a@b>", "<tel:+1>");
    }

    @Test
    void readsTheSameOfWhatItWrote() {
        for (var octets : Corpus.telephones().values()) {
            var once = SipWriter.octets(((Good) new SipParser(ParserLimits.DEFAULT).parse(octets)).message());
            var twice = SipWriter.octets(((Good) new SipParser(ParserLimits.DEFAULT).parse(once)).message());

            assertThat(twice).isEqualTo(once);
        }
    }
}
