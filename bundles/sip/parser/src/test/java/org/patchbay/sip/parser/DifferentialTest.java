package org.patchbay.sip.parser;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.sip.parser.Parsed.Good;

/** What telephones send is read as JAIN-SIP's own parser reads it. */
class DifferentialTest {
    // kept as text here; JAIN-SIP makes ExtensionHeader objects, and remembers the name for ever
    private static final List<String> UNKNOWN = List.of(
            "X-Yealink-Line",
            "X-Serialnumber",
            "P-Key-Flags",
            "RTP-RxStat",
            "Remote-Party-ID",
            "Recv-Info",
            "X-Grandstream-PBX");

    static Stream<String> names() {
        return Corpus.telephones().keySet().stream();
    }

    private static SIPMessage ours(byte[] octets) {
        return ((Good) new SipParser(ParserLimits.DEFAULT).parse(octets)).message();
    }

    @Test
    void hasThirtyMessagesAndMore() {
        assertThat(names()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsTheSame(String name) throws Exception {
        var octets = Corpus.telephones().get(name);
        var jain = new StringMsgParser().parseSIPMessage(octets, true, false, null);
        var ours = ours(octets);

        assertThat(ours.getClass()).isEqualTo(jain.getClass());
        assertThat(headers(ours)).isEqualTo(headers(jain));
        assertThat(ours.getRawContent()).isEqualTo(jain.getRawContent());
        assertThat(ours.getTransactionId()).isEqualTo(jain.getTransactionId());
        assertThat(ours.getDialogId(true)).isEqualTo(jain.getDialogId(true));
        assertThat(ours.getCallId()).isEqualTo(jain.getCallId());
        assertThat(ours.getFrom().getAddress()).isEqualTo(jain.getFrom().getAddress());
        assertThat(ours.getTopmostVia()).isEqualTo(jain.getTopmostVia());
        if (ours instanceof SIPRequest request) {
            assertThat(request.getRequestURI()).isEqualTo(((SIPRequest) jain).getRequestURI());
            assertThat(request.getRequestLine().encode())
                    .isEqualTo(((SIPRequest) jain).getRequestLine().encode());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesWhatJainSipReadsAsItWas(String name) throws Exception {
        var ours = ours(Corpus.telephones().get(name));

        var again = new StringMsgParser().parseSIPMessage(SipWriter.octets(ours), true, false, null);

        assertThat(headers(again)).isEqualTo(headers(ours));
    }

    /** Returns what each header says, without blanks, since JAIN-SIP loses some in the names of products. */
    private static Map<String, List<String>> headers(SIPMessage message) {
        var headers = new TreeMap<String, List<String>>();
        message.getHeaders().forEachRemaining(header -> {
            if (!UNKNOWN.contains(header.getName()) && !header.getName().equals("Content-Length")) {
                headers.put(header.getName(), values(message, header.getName()));
            }
        });
        return headers;
    }

    private static List<String> values(SIPMessage message, String name) {
        var values = new ArrayList<String>();
        message.getHeaders(name)
                .forEachRemaining(header ->
                        values.add(((SIPHeader) header).getHeaderValue().replaceAll("\\s", "")));
        return values;
    }
}
