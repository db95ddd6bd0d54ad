package org.patchbay.sip.registrar.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.Gruus.Device;

class GruuTest {
    private static final String URN = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    private static final String CONTACT = "Contact: <sip:1001@10.0.0.7>;+sip.instance=\"<" + URN + ">\"";
    private static final String ABLE = "Supported: gruu";
    private static final Device DEVICE = new Device("1001", '<' + URN + '>');

    private final Exchange exchange = new Exchange("");

    private static SipUri uri(String text) throws ParseException {
        return new StringMsgParser().parseSIPUrl(text);
    }

    private static String temporary(String answer) {
        return Telephone.part(answer, "temp-gruu=\"([^\"]+)\"");
    }

    @Test
    void givesALastingGruuThatLeadsToTheDevice() throws ParseException { // RFC 5627 sections 5.2 and 5.4
        var answer = exchange.register(CONTACT, ABLE);

        var gruu = Telephone.part(answer, "pub-gruu=\"([^\"]+)\"");
        assertThat(gruu).isEqualTo("sip:1001@patchbay;gr=" + URN);
        assertThat(exchange.gruus.device(uri(gruu))).contains(DEVICE);
    }

    @Test
    void givesATemporaryGruuThatHidesTheUserAndLeadsToTheDevice() throws ParseException { // RFC 5627 section 3.1.2
        var gruu = temporary(exchange.register(CONTACT, ABLE));

        assertThat(gruu).endsWith("@patchbay;gr").doesNotContain(":1001").doesNotContain("uuid");
        assertThat(exchange.gruus.device(uri(gruu))).contains(DEVICE);
    }

    @Test
    void givesAnotherTemporaryGruuEachTimeAndKeepsTheOlderValid() throws ParseException { // RFC 5627 section 5.2
        var first = temporary(exchange.register(CONTACT, ABLE));
        var second = temporary(exchange.register(CONTACT, ABLE));

        assertThat(second).isNotEqualTo(first);
        assertThat(exchange.gruus.device(uri(first))).contains(DEVICE);
    }

    @Test
    void endsTemporaryGruusWithAnotherCallId() throws ParseException { // RFC 5627 section 5.1
        var gruu = temporary(exchange.register(CONTACT, ABLE));
        exchange.register(Exchange.SEEN, "another", CONTACT, ABLE);

        assertThat(exchange.gruus.device(uri(gruu))).isEmpty();
    }

    @Test
    void endsTemporaryGruusWithTheRegistration() throws ParseException { // RFC 5627 section 3.1.2
        var gruu = temporary(exchange.register(CONTACT, ABLE));
        exchange.register(CONTACT + ";expires=0", ABLE);

        assertThat(exchange.gruus.device(uri(gruu))).isEmpty();
    }

    @Test
    void givesNoneToAPhoneThatDoesNotAsk() { // RFC 5627 section 5.2
        assertThat(exchange.register(CONTACT)).contains("+sip.instance").doesNotContain("gruu=");
        assertThat(exchange.register("Contact: <sip:1001@10.0.0.8>", ABLE)).containsOnlyOnce("pub-gruu");
    }

    @Test
    void refusesAGruuAsContact() { // RFC 5627 section 5.1
        assertThat(exchange.register("Contact: <sip:1001@patchbay;gr=" + URN + ">", ABLE))
                .contains("SIP/2.0 403 ");
    }

    @Test
    void takesNoForgedOrForeignGruu() throws ParseException {
        var gruu = temporary(exchange.register(CONTACT, ABLE));
        int at = gruu.indexOf('@') - 4;
        var forged = gruu.substring(0, at) + (gruu.charAt(at) == 'A' ? 'B' : 'A') + gruu.substring(at + 1);

        assertThat(exchange.gruus.device(uri(forged))).isEmpty();
        assertThat(exchange.gruus.device(uri("sip:tgruu.@patchbay;gr"))).isEmpty();
        assertThat(exchange.gruus.device(uri("sip:tgruu.!!!!@patchbay;gr"))).isEmpty();
        assertThat(exchange.gruus.device(uri("sip:tgruu.AAAA@patchbay;gr"))).isEmpty();
        assertThat(exchange.gruus.device(uri("sip:1001@patchbay"))).isEmpty();
        assertThat(new RegisteredGruus(exchange.locations, new TemporaryGruus("")).device(uri(gruu)))
                .isEmpty();
    }
}
