package org.patchbay.sip.trunk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.TrunkState.Registration;
import org.patchbay.pbx.TrunkState.Registration.Failing;
import org.patchbay.pbx.TrunkState.Registration.Registered;

class RegistrationTest {
    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256";

    private final FakeNetwork network = new FakeNetwork();
    private final TrunkTable table = new TrunkTable(network.around());

    @BeforeEach
    void knowsTheServers() {
        network.targets.put("sip.example.net", List.of(FakeNetwork.hop("198.51.100.1")));
        network.targets.put("sip2.example.net", List.of(FakeNetwork.hop("198.51.100.2")));
    }

    @Test
    void registersTheAccountWithAContactThatTellsTheTrunk() { // RFC 3261 section 10.2
        begin(TestTrunk.named("carrier").registering().make());

        FakeNetwork.Sent register = network.register();

        assertThat(register.hops()).containsExactly(FakeNetwork.hop("198.51.100.1"));
        assertThat(register.text())
                .startsWith("REGISTER sip:sip.example.net SIP/2.0")
                .contains("From: <sip:030123@sip.example.net>;tag=")
                .contains("To: <sip:030123@sip.example.net>\r\n")
                .containsPattern("Contact: <sip:030123@192\\.0\\.2\\.1:5060;line=[0-9a-f]{24}>")
                .contains("Expires: 3600")
                .contains("Supported: path");
        register.answer(200, contact(register, 3_600));
        network.settle();
        assertThat(state()).isEqualTo(new Registered(VirtualTimers.START.plusSeconds(3_600)));
    }

    @Test
    void answersTheChallengeAndSignsTheNextInAdvance() { // RFC 3261 section 22.2
        begin(TestTrunk.named("carrier").registering().make());
        FakeNetwork.Sent first = network.register();
        first.answer(401, CHALLENGE);

        FakeNetwork.Sent second = network.register();
        assertThat(second.text()).contains("Authorization: Digest").contains("nc=00000001");
        assertThat(number(second)).isEqualTo(number(first) + 1);
        assertThat(second.request().getCallId()).isEqualTo(first.request().getCallId());
        second.answer(200, contact(second, 600));
        network.pass(Duration.ofSeconds(480));

        FakeNetwork.Sent renewal = network.register();
        assertThat(renewal.text()).contains("nc=00000002");
        assertThat(number(renewal)).isEqualTo(number(second) + 1);
    }

    @Test
    void takesAFreshNonceWhenTheOneSignedInAdvanceHasAged() { // RFC 7616 section 3.3
        registered(600);
        network.pass(Duration.ofSeconds(480));
        network.register().answer(401, CHALLENGE.replace("n1", "n2")); // no stale=true: some servers forget it

        FakeNetwork.Sent fresh = network.register();
        assertThat(fresh.text()).contains("nonce=\"n2\"");
        fresh.answer(200, contact(fresh, 600));
        network.settle();

        assertThat(state()).isInstanceOf(Registered.class);
    }

    @Test
    void renewsLongBeforeItExpires() {
        registered(600);

        network.pass(Duration.ofSeconds(479));
        assertThat(network.waiting).isEmpty();
        network.pass(Duration.ofSeconds(1));

        assertThat(network.waiting).hasSize(1);
    }

    @Test
    void asksForLongerWhenTheServerWantsIt() { // RFC 3261 section 10.2.8
        begin(TestTrunk.named("carrier").registering().make());
        network.answer(423, "Min-Expires: 7200");

        assertThat(network.register().text()).contains("Expires: 7200");
    }

    @Test
    void asksForLongerOnlyWhenItIsLonger() {
        begin(TestTrunk.named("carrier").registering().make());
        network.answer(423, "Min-Expires: 60");

        assertThat(state()).isEqualTo(failing("the server answers 423", Duration.ofMinutes(15)));
    }

    @Test
    void triesAWrongPasswordSlowly() {
        begin(TestTrunk.named("carrier").registering().make());
        network.answer(401, CHALLENGE);
        network.answer(401, CHALLENGE.replace("n1", "n2"));

        assertThat(state()).isEqualTo(failing("wrong user or password", Duration.ofMinutes(15)));
        network.pass(Duration.ofMinutes(14));
        assertThat(network.count("REGISTER")).isEqualTo(2);
        network.pass(Duration.ofMinutes(1));
        assertThat(network.count("REGISTER")).isEqualTo(3);
    }

    @Test
    void givesUpOnAServerThatCallsEveryNonceStale() {
        begin(TestTrunk.named("carrier").registering().make());
        for (int i = 0; i < 4; i++) network.answer(401, CHALLENGE.replace("n1", "n" + i) + ", stale=true");

        assertThat(network.waiting).isEmpty();
        assertThat(state()).isInstanceOf(Failing.class);
    }

    @Test
    void waitsLongerAfterEachFailure() { // RFC 5626 section 4.5
        begin(TestTrunk.named("carrier").registering().make());

        for (int seconds : new int[] {30, 60, 120, 240, 480, 960, 1_800, 1_800}) {
            network.timeOut();
            assertThat(state()).isEqualTo(failing("no server answers", Duration.ofSeconds(seconds)));
            network.pass(Duration.ofSeconds(seconds));
        }
        FakeNetwork.Sent next = network.register();
        next.answer(200, contact(next, 3_600));
        network.settle();
        assertThat(state()).isInstanceOf(Registered.class);
    }

    @Test
    void waitsAtLeastAsLongAsTheServerAsks() { // RFC 3261 section 21.5.4
        begin(TestTrunk.named("carrier").registering().make());
        network.answer(503, "Retry-After: 300");

        assertThat(state()).isEqualTo(failing("the server answers 503", Duration.ofSeconds(300)));
    }

    @Test
    void registersWithTheNextServerWhenOneFails() { // RFC 3263 section 4.3
        begin(TestTrunk.named("carrier")
                .at("sip:sip.example.net", "sip:sip2.example.net")
                .registering()
                .make());
        network.timeOut();

        FakeNetwork.Sent second = network.register();
        assertThat(second.text()).startsWith("REGISTER sip:sip2.example.net SIP/2.0");
        assertThat(second.hops()).containsExactly(FakeNetwork.hop("198.51.100.2"));
    }

    @Test
    void movesToAnotherServerWhenItsOwnGoesDown() {
        begin(TestTrunk.named("carrier")
                .at("sip:sip.example.net", "sip:sip2.example.net")
                .registering()
                .make());
        FakeNetwork.Sent first = network.register();
        first.answer(200, contact(first, 3_600));
        network.settle();

        network.silent.add(FakeNetwork.hop("198.51.100.1"));
        network.pass(Duration.ofSeconds(60));

        assertThat(network.register().text()).startsWith("REGISTER sip:sip2.example.net SIP/2.0");
    }

    @Test
    void triesAtOnceWhenTheServerIsThereAgain() {
        network.answersOptions = false;
        begin(TestTrunk.named("carrier").registering().make());
        for (int seconds : new int[] {30, 60, 120}) {
            network.timeOut();
            network.pass(Duration.ofSeconds(seconds));
        }
        network.timeOut();
        assertThat(state()).isEqualTo(failing("no server answers", Duration.ofSeconds(240)));

        network.answersOptions = true;
        network.pass(Duration.ofSeconds(35));

        assertThat(network.waiting).hasSize(1);
    }

    @Test
    void triesTheNextServerWhenNoListenerReachesTheFirst() {
        network.targets.put("sip.example.net", List.of(FakeNetwork.hop("ws", "198.51.100.1", 80)));
        begin(TestTrunk.named("carrier")
                .at("sip:sip.example.net", "sip:sip2.example.net")
                .registering()
                .make());

        assertThat(network.register().text()).startsWith("REGISTER sip:sip2.example.net SIP/2.0");
    }

    @Test
    void saysThatTheServerCantBeFoundAndLooksAgain() {
        network.targets.clear();
        begin(TestTrunk.named("carrier").registering().make());
        assertThat(state())
                .isInstanceOfSatisfying(
                        Failing.class, failing -> assertThat(failing.why()).contains("address"));

        network.targets.put("sip.example.net", List.of(FakeNetwork.hop("198.51.100.1")));
        network.pass(Duration.ofSeconds(10));

        assertThat(network.waiting).hasSize(1);
    }

    @Test
    void endsTheRegistrationWhenTheTrunkIsRemoved() { // RFC 3261 section 10.2.2
        registered(600);

        table.inForce(List.of());

        assertThat(network.register().text()).contains("Expires: 0").contains("nc=00000002");
        network.pass(Duration.ofHours(2));
        assertThat(network.count("REGISTER")).isEqualTo(3);
    }

    @Test
    void endsNothingThatWasNeverRegistered() {
        begin(TestTrunk.named("carrier").registering().make());
        network.answer(403);

        table.inForce(List.of());
        network.pass(Duration.ofHours(2));

        assertThat(network.count("REGISTER")).isEqualTo(1);
    }

    @Test
    void sendsNothingForATrunkThatHasNotChanged() {
        registered(600);
        int before = network.sent.size();

        table.inForce(List.of(
                TestTrunk.named("carrier").registering().make(),
                TestTrunk.named("other").at("sip:unknown.example").make()));
        network.settle();

        assertThat(network.sent).hasSize(before);
    }

    @Test
    void registersAChangedTrunkAnewAfterTheOldOneHasGone() {
        registered(600);

        table.inForce(
                List.of(TestTrunk.named("carrier").registering().trusting().make()));
        FakeNetwork.Sent gone = network.register();
        assertThat(gone.text()).contains("Expires: 0");
        assertThat(network.waiting).isEmpty();
        gone.answer(200);
        FakeNetwork.Sent anew = network.register();

        assertThat(anew.text()).contains("Expires: 3600");
        assertThat(line(anew)).isEqualTo(line(gone));
    }

    @Test
    void waitsForTheOldOneOnlyAWhile() {
        registered(600);

        table.inForce(
                List.of(TestTrunk.named("carrier").registering().trusting().make()));
        assertThat(network.register().text()).contains("Expires: 0");
        network.pass(Duration.ofSeconds(2));

        assertThat(network.register().text()).contains("Expires: 3600");
    }

    @Test
    void keepsItsLineOverARestart() {
        begin(TestTrunk.named("carrier").registering().make());
        String before = line(network.register());

        var next = new FakeNetwork();
        next.targets.putAll(network.targets);
        new TrunkTable(next.around())
                .inForce(List.of(TestTrunk.named("carrier").registering().make()));

        assertThat(line(next.register())).isEqualTo(before);
    }

    @Test
    void refusesNonsenseOfTheServer() {
        begin(TestTrunk.named("carrier").registering().make());
        FakeNetwork.Sent register = network.register();
        register.answer(200, contact(register, 0));
        network.settle();

        assertThat(state()).isInstanceOf(Failing.class);
    }

    private void begin(Trunk trunk) {
        table.inForce(List.of(trunk));
        network.settle();
    }

    private void registered(int seconds) {
        begin(TestTrunk.named("carrier").registering().make());
        network.answer(401, CHALLENGE);
        FakeNetwork.Sent second = network.register();
        second.answer(200, contact(second, seconds));
        network.settle();
    }

    private static String contact(FakeNetwork.Sent register, int seconds) {
        return "Contact: <sip:someone@else>;expires=9\r\n"
                + register.request().getContactHeader().toString().strip() + ";expires=" + seconds;
    }

    private static String line(FakeNetwork.Sent register) {
        return register.text().replaceAll("(?s).*;line=([0-9a-f]+)>.*", "$1");
    }

    private static long number(FakeNetwork.Sent sent) {
        SIPRequest request = sent.request();
        return request.getCSeq().getSeqNumber();
    }

    private Registration state() {
        return table.states().getFirst().registration();
    }

    private Failing failing(String why, Duration wait) {
        return new Failing(why, network.timers.instant().plus(wait));
    }
}
