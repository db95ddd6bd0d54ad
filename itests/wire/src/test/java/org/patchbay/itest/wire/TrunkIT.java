package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A branch whose only line is an account at the server under test: it registers there, and calls go both ways (UC-TRK). */
@WithServer
class TrunkIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String DIALPLAN = """
        internal:
          - {match: "[1-4]XXX", do: [{dial: {user: "${number}"}}]}
        incoming:
          - {match: "XXXX", do: [{dial: {user: "3900"}}]}
        """;

    private static PatchbayServer branch;
    private static String account;
    private static Phones branchPhones;

    @BeforeAll
    static void startBranch() {
        branch = PatchbayServer.start("branch", Loopback.address(7, 1));
        account = TestUsers.next();
        branchPhones = new Phones(branch);
    }

    @AfterEach
    void noTrunk() {
        put("trunks.yaml", "trunks: []\n");
    }

    @AfterAll
    static void stopBranch() throws Exception {
        branchPhones.close();
        branch.close();
    }

    private static void connect(PatchbayServer head, String password, String... servers) {
        put("dialplan.yaml", DIALPLAN);
        put("trunks.yaml", trunk(head, password, servers));
    }

    private static String trunk(PatchbayServer head, String password, String... servers) {
        String list = String.join(", ", servers) + (servers.length == 0 ? "" : ", ") + host(head.sip());
        return """
            trunks:
              - name: head
                server: [%s]
                transport: udp
                register: yes
                user: "%s"
                password: "%s"
                options.seconds: 5
            """.formatted(list, account, password);
    }

    /** Writes a file of the branch, and waits until it is in force. */
    private static void put(String file, String text) {
        branch.instance().write(file, text);
        String generation = generation(text);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> branch.log()
                        .lines()
                        .filter(line -> line.contains("etc/" + file + ": ") && line.contains(" generation "))
                        .reduce("", (before, last) -> last)
                        .endsWith(generation));
    }

    private static String generation(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String host(InetSocketAddress at) {
        return '"' + at.getAddress().getHostAddress() + ":" + at.getPort() + '"';
    }

    private static boolean registered(PatchbayServer head) {
        SipPhone asking = new Phones(head).udp(account);
        return !asking.registeredContacts().isEmpty();
    }

    @Test
    void registersAndTakesTheCallsOfItsAccount(PatchbayServer head, Phones phones) {
        SipPhone callee = branchPhones.udp("3900").register();
        connect(head, TestUsers.password(account));
        Awaitility.await().atMost(LIMIT).until(() -> registered(head));
        SipPhone caller = phones.registered();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = branchPhones.media();

        OutgoingCall call = caller.call(account, Sdp.offer(callerMedia.address(), Sdp.PCMU));
        IncomingCall incoming = callee.expectCallOf(caller.number());
        Dialog up = incoming.answer(Sdp.offer(calleeMedia.address(), Sdp.PCMU));
        Dialog talk = call.talk();

        callerMedia.speakUntilHeard(0, talk.remoteSdp().rtp(), calleeMedia);
        calleeMedia.speakUntilHeard(0, incoming.offer().rtp(), callerMedia);
        talk.bye();
        up.expectBye();
    }

    @Test
    void callsThroughTheTrunkAnsweringItsChallenge(PatchbayServer head, Phones phones) {
        connect(head, TestUsers.password(account));
        Awaitility.await().atMost(LIMIT).until(() -> registered(head));
        put("dialplan.yaml", """
            internal:
              - {match: "[1-4]XXX", do: [{dial: {trunk: head, number: "${number}"}}]}
            """);
        SipPhone callee = phones.registered();
        SipPhone caller = branchPhones.udp("3901").register();

        OutgoingCall call = awaitCall(caller, callee.number());
        IncomingCall incoming = callee.expectCallOf(account);
        Dialog up = incoming.answer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        Dialog talk = call.talk();

        up.bye();
        talk.expectBye();
    }

    private static OutgoingCall awaitCall(SipPhone caller, String number) {
        return caller.call(number, Sdp.offer(branchPhones.media().address(), Sdp.PCMU));
    }

    @Test
    void opensNoPortForATrunkAndAUserWhoseMediaGoesPastUs(PatchbayServer head, Phones phones) {
        put("trunks.yaml", trunk(head, TestUsers.password(account)) + "    media: direct\n");
        put("dialplan.yaml", """
            internal:
              - {match: "[1-4]XXX", do: [{dial: {trunk: head, number: "${number}"}}]}
            """);
        Awaitility.await().atMost(LIMIT).until(() -> registered(head));
        SipPhone callee = phones.registered();
        SipPhone caller = branchPhones.direct();
        RtpEndpoint callerMedia = branchPhones.media();
        RtpEndpoint calleeMedia = phones.media();

        OutgoingCall call = caller.call(callee.number(), Sdp.offer(callerMedia.address(), Sdp.PCMU));
        IncomingCall incoming = callee.expectCallOf(account);
        Dialog up = incoming.answer(Sdp.offer(calleeMedia.address(), Sdp.PCMU));
        Dialog talk = call.talk();

        assertThat(branch.status().rtpPorts()).isZero();
        assertThat(talk.remoteSdp().rtp().getAddress()).isEqualTo(head.sip().getAddress());
        callerMedia.speakUntilHeard(0, talk.remoteSdp().rtp(), calleeMedia);
        calleeMedia.speakUntilHeard(0, incoming.offer().rtp(), callerMedia);
        up.bye();
        talk.expectBye();
    }

    @Test
    void goesToTheNextServerWhenTheFirstIsAway(PatchbayServer head) {
        InetSocketAddress nobody = Loopback.free(Loopback.address(7, 9));
        connect(head, TestUsers.password(account), host(nobody));

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> registered(head));
    }

    @Test
    void saysOnceThatThePasswordIsWrong(PatchbayServer head) {
        int before = branch.log().length();
        connect(head, "wrong");

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> branch.log().substring(before).contains("trunk head"));
        assertThat(registered(head)).isFalse();
    }
}
