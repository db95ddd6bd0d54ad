package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;

/** Messages that the parser lets through and that are odd all the same: none may throw, or leave a port or a leg behind. */
class HostileMessagesTest {
    private static final String ODD = "<>\"\\;,:@=?% \t[]()*\u00fc&09azZ.-_!'/";

    private final Random random = new Random(20261122);

    @Test
    void survivesAnyChangeOfAnInvite() {
        int calls = 0;
        for (int i = 0; i < 6_000; i++) calls += call(i) ? 1 : 0;

        assertThat(calls).isBetween(500, 5_999);
    }

    private boolean call(int round) {
        var harness = new Harness();
        var caller = new Caller(harness);
        String text = caller.text(
                "INVITE",
                "sip:1002@192.0.2.1",
                1,
                "z9hG4bK" + round,
                "",
                "Record-Route: <sip:p1.example.com;lr>, <sip:198.51.100.7;lr>\r\nExpires: 60",
                "application/sdp",
                OFFER);
        Optional<FakeRequest> invite = request(changed(text));
        if (invite.isEmpty()) return false;

        harness.receive(invite.get());
        if (!harness.offered()) {
            assertThat(invite.get().statuses()).hasSize(1);
        } else {
            harness.call(Channel::ring);
            harness.call(channel -> channel.answer(PCMU));
            harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
            harness.pass(Timing.STANDARD.patience());
            assertThat(harness.stack.methods()).containsExactly("BYE");
            harness.stack.last().answer(200);
        }
        assertThat(harness.clean()).isTrue();
        return harness.offered();
    }

    private static Optional<FakeRequest> request(String text) {
        try {
            var request = new FakeRequest(text, "udp");
            return complete(request.message()) ? Optional.of(request) : Optional.empty();
        } catch (RuntimeException refused) {
            return Optional.empty(); // the stack answers 400
        }
    }

    /** What the stack makes sure of before it asks a handler. */
    private static boolean complete(SIPMessage message) {
        return message.getFrom() != null
                && message.getTo() != null
                && message.getToTag() == null
                && message.getFromTag() != null
                && message.getCallId() != null
                && message.getTopmostVia() != null
                && message.getCSeq() != null
                && message.getCSeq().getMethod().equals("INVITE");
    }

    @Test
    void survivesAnyChangeOfAnAnswer() {
        int calls = 0;
        for (int i = 0; i < 6_000; i++) calls += answer() ? 1 : 0;

        assertThat(calls).isBetween(500, 5_999);
    }

    private boolean answer() {
        var harness = new Harness();
        FakeStack.Sent invite = harness.originate(BOTH);
        String routes =
                "Record-Route: <sip:p1.example.com;lr>, <sip:198.51.100.7;lr>\r\nContact: <sip:1002@10.0.0.9:5062>";
        String ok = Messages.response(invite.request(), 200, "callee", routes, OFFER)
                .toString();
        if (!invite.answer(changed(ok))) return false;

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        assertThat(harness.stack.acks()).hasSize(1);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
        harness.stack.last().answer(200);
        assertThat(harness.clean()).isTrue();
        return true;
    }

    @Test
    void survivesAnyChangeOfAReliableResponse() {
        int pracks = 0;
        for (int i = 0; i < 6_000; i++) pracks += rings() ? 1 : 0;

        assertThat(pracks).isBetween(500, 5_999);
    }

    private boolean rings() {
        var harness = new Harness();
        FakeStack.Sent invite = harness.originate(BOTH);
        String headers = "Record-Route: <sip:p1.example.com;lr>, <sip:198.51.100.7;lr>\n"
                + "Contact: <sip:1002@10.0.0.9:5062>\nRequire: 100rel\nRSeq: 4711";
        String progress = changed(Messages.response(invite.request(), 183, "callee", headers, OFFER)
                .toString());
        Optional<SIPResponse> response = provisional(progress);
        if (response.isEmpty()) return false;
        invite.received(response.get());
        boolean acknowledged = harness.stack.methods().contains("PRACK");
        invite.answer(486);
        assertThat(harness.clean()).isTrue();
        return acknowledged;
    }

    private static Optional<SIPResponse> provisional(String text) {
        try {
            return Messages.parse(text) instanceof SIPResponse response
                            && response.getStatusCode() < 200
                            && response.getCSeq() != null
                            && response.getTo() != null
                    ? Optional.of(response)
                    : Optional.empty();
        } catch (RuntimeException malformed) {
            return Optional.empty(); // the stack drops it
        }
    }

    @Test
    void survivesAnyChangeOfAPrack() {
        int taken = 0;
        for (int i = 0; i < 6_000; i++) taken += prack() ? 1 : 0;

        assertThat(taken).isBetween(500, 5_999);
    }

    private boolean prack() {
        var harness = new Harness();
        var caller = new Caller(harness);
        FakeRequest invite = caller.invite("sip:1002@192.0.2.1", "Require: 100rel", OFFER);
        harness.call(channel -> channel.progress(PCMU));
        String acknowledges =
                "RAck: " + ReliabilityHeaders.number(invite.answer()).orElseThrow() + " 1 INVITE";
        String text = changed(caller.text(
                "PRACK", "sip:1002@192.0.2.1", 2, "z9hG4bKp", caller.tag(), acknowledges, "application/sdp", OFFER));
        Optional<FakeRequest> prack = inDialog(text);
        prack.ifPresent(harness::receive);
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        harness.pass(Timing.STANDARD.patience());

        assertThat(harness.clean()).isTrue();
        assertThat(prack.map(FakeRequest::statuses).orElse(List.of(481))).hasSize(1);
        return prack.filter(sent -> sent.status() == 200).isPresent();
    }

    private static Optional<FakeRequest> inDialog(String text) {
        try {
            var request = new FakeRequest(text, "udp");
            SIPMessage message = request.message();
            boolean complete = message.getFrom() != null
                    && message.getToTag() != null
                    && message.getCallId() != null
                    && message.getCSeq() != null
                    && request.message().getMethod().equals("PRACK");
            return complete ? Optional.of(request) : Optional.empty();
        } catch (RuntimeException refused) {
            return Optional.empty(); // the stack answers 400
        }
    }

    private String changed(String text) {
        var changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(changed.length());
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, odd);
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, odd);
                default -> changed.insert(at, changed.substring(at, Math.min(changed.length(), at + 9)));
            }
        }
        return changed.toString();
    }
}
