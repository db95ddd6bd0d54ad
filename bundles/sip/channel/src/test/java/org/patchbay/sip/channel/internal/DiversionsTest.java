package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Diversion.Reason;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipTransactions.Hop;

/** Who has sent a call on, as trusted peers say and are told. */
class DiversionsTest {
    private static final String URI = "sip:1002@192.0.2.1";
    private static final Diversion FIRST = new Diversion(new Party("1005", "Eve"), Reason.UNCONDITIONAL, 1);
    private static final Diversion SECOND = new Diversion(new Party("1006", "", true), Reason.NO_ANSWER, 1);
    private static final Origin TWICE = new Origin(new Party("1001", "Ann"), List.of(FIRST)).diverted(SECOND);

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    // ---- what is read

    @Test
    void readsDiversionWhoseLastEntryIsTheFirst() { // RFC 5806 section 5.2.1
        List<Diversion> read = read("""
            Diversion: <sip:1006@h>;reason=no-answer;privacy="full";counter=2
            Diversion: "Eve, \\"x\\"" <sip:1005@h;user=phone>;reason=unconditional;privacy=off, <tel:+491>;reason="user-busy"\
            """);

        assertThat(read)
                .containsExactly(
                        new Diversion(new Party("+491", ""), Reason.BUSY, 1),
                        new Diversion(new Party("1005", "Eve, \"x\""), Reason.UNCONDITIONAL, 1),
                        new Diversion(new Party("1006", "", true), Reason.NO_ANSWER, 2));
    }

    @Test
    void readsHistoryInfo() { // RFC 7044 section 5, RFC 7544 section 5
        List<Diversion> read =
                read("History-Info: <sip:1005@h>;index=1, <sip:1006@h;cause=302?Privacy=history>;index=1.1;mp=1,"
                        + "<sip:1002@h;cause=408>;index=1.1.1;mp=1.1, <sip:1002@10.0.0.9>;index=1.1.1.1;rc=1.1.1");

        assertThat(read)
                .containsExactly(
                        new Diversion(new Party("1005", ""), Reason.UNCONDITIONAL, 1),
                        new Diversion(new Party("1006", "", true), Reason.NO_ANSWER, 1));
    }

    @Test
    void readsTheReasonOfTheOlderHistoryInfo() { // RFC 4244 section 4.1
        assertThat(read("History-Info: <sip:1005@h?Reason=SIP%3Bcause%3D486>;index=1, <sip:1002@h>;index=1.1"))
                .containsExactly(new Diversion(new Party("1005", ""), Reason.BUSY, 1));
    }

    @Test
    void prefersHistoryInfoToDiversion() { // RFC 7544 section 3.2
        assertThat(read("""
            Diversion: <sip:1009@h>;reason=deflection
            History-Info: <sip:1005@h>;index=1, <sip:1002@h;cause=302>;index=1.1;mp=1\
            """)).extracting(diversion -> diversion.by().number()).containsExactly("1005");
    }

    @Test
    void withholdsTheHistoryOfACallThatAsksForIt() { // RFC 7044 section 10.1.1
        assertThat(read("Privacy: history\nDiversion: <sip:1009@h>"))
                .allMatch(diversion -> diversion.by().withheld());
    }

    @Test
    void believesNoPhoneThatIsNotTrusted() {
        caller.invite(URI, "Diversion: <sip:1009@h>", OFFER);

        assertThat(harness.channel().diversions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:10\u000009@h>",
                "\"broken <sip:1009@h>",
                "<sip:1009@h",
                "<sip:%00%0d%0a@h>",
                "<sip:@h>;;;=;",
                "\\",
                ",,,;,<,>,\"",
                "<http://h>",
                "tel:",
            })
    void dropsWhatCantBeReadButNotTheCall(String garbage) {
        assertThat(read("Diversion: " + garbage)).isEmpty();
        assertThat(AddressList.read(List.of(garbage), 16).dropped()).isPositive();
    }

    @Test
    void dropsAnEndlessEntry() {
        assertThat(read("Diversion: <sip:" + "9".repeat(64_000) + "@h>, <sip:1005@h>"))
                .extracting(diversion -> diversion.by().number())
                .containsExactly("1005");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Diversion", "History-Info"})
    void readsNoMoreThanSixteen(String name) {
        String entries = String.join(",", Collections.nCopies(1_000, "<sip:1@h;cause=302>;index=1"));

        assertThat(read(name + ": " + entries)).hasSizeLessThanOrEqualTo(16).hasSizeGreaterThan(Diversion.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "99999999999999999999"})
    void readsCountersThatAreNone(String counter) {
        assertThat(read("Diversion: <sip:1@h>;counter=" + counter))
                .singleElement()
                .satisfies(diversion -> assertThat(diversion.times()).isBetween(1, 1_000));
    }

    // ---- what is told

    @Test
    void tellsATrustedPhone() { // RFC 7044 section 5, RFC 7544 section 6
        harness.trustPhones();

        assertThat(harness.callPhone(TWICE).text())
                .contains("History-Info: \"Eve\" <sip:1005@192.0.2.1>;index=1,"
                        + " <sip:1006@192.0.2.1;cause=302?Privacy=history>;index=1.1;mp=1,"
                        + " <sip:1002@192.0.2.1;cause=408>;index=1.1.1;mp=1.1")
                .doesNotContain("Diversion");
    }

    @Test
    void tellsAPeerThatKnowsIt() { // RFC 5806 section 5.2
        assertThat(peer(true, true))
                .contains("History-Info: ")
                .contains("Diversion: <sip:1006@example.net>;reason=no-answer;counter=1;privacy=full,"
                        + " \"Eve\" <sip:1005@example.net>;reason=unconditional;counter=1\r\n");
    }

    @Test
    void tellsOthersNothing() {
        assertThat(peer(true, false)).contains("History-Info").doesNotContain("Diversion");
        assertThat(peer(false, true)).doesNotContain("History-Info").doesNotContain("Diversion");
        assertThat(harness.callPhone(TWICE).text()).doesNotContain("1005@").doesNotContain("1006@");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void readsWhatItHasWritten(Reason reason) {
        var origin = new Origin(TWICE.caller(), List.of(FIRST, new Diversion(SECOND.by(), reason, 1)));
        harness.trustPhones();
        SIPRequest sent = (SIPRequest) Messages.parse(harness.callPhone(origin).text());
        assertThat(Diversions.read(sent, Privacy.of(sent))).isEqualTo(origin.diversions());

        String header = DiversionHeader.text(origin.diversions(), "h");
        assertThat(DiversionHeader.diversions(
                        AddressList.read(List.of(header), 16).entries()))
                .isEqualTo(origin.diversions());
    }

    private List<Diversion> read(String headers) {
        harness.trustPhones();
        FakeRequest invite = caller.invite(URI, headers, OFFER);
        assertThat(invite.statuses()).isEmpty();
        return harness.channel().diversions();
    }

    private String peer(boolean trusted, boolean diversion) {
        var hop = new Hop("udp", new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));
        var route = new PeerRoute(
                "carrier",
                List.of(hop),
                List.of(),
                "acc",
                "example.net",
                trusted,
                OptionalInt.empty(),
                diversion,
                false);
        return harness.call(route.toBinding("sip:030123@sip.example.net"), TWICE, "030123")
                .text();
    }
}
