package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelEvent.ReplacementOffered;

/** INVITE with Replaces (RFC 3891 section 3): a phone asks for the place of a leg that we have with another. */
class InviteWithReplacesTest {
    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);
    private final FakeStack.Sent called = harness.originate(BOTH);
    private final Channel replaced = harness.channel();

    @BeforeEach
    void answerAll() {
        harness.owner.logic(this::answer);
    }

    private void answer(ChannelEvent event) {
        if (event instanceof ReplacementOffered(String id, Channel by)) {
            assertThat(id).isEqualTo(replaced.id());
            by.answer(PCMU);
            replaced.hangup(Cause.NORMAL_CLEARING);
        }
    }

    private void rings() {
        called.answer(180, "callee", "Contact: <sip:1002@10.0.0.9:5062>", "");
        harness.events();
    }

    private void answered() {
        called.answer(200, "callee", "Contact: <sip:1002@10.0.0.9:5062>", OFFER);
        harness.events();
    }

    private String replaces(String fromTag) {
        return "Replaces: %s;to-tag=%s;from-tag=%s"
                .formatted(
                        called.request().getCallId().getCallId(),
                        called.request().getFromTag(),
                        fromTag);
    }

    private FakeRequest invite(String headers) {
        return invite(headers, OFFER);
    }

    private FakeRequest invite(String headers, String description) {
        return caller.invite("sip:1002@192.0.2.1", headers, description);
    }

    @Test
    void givesThePlaceOfALegThatIsUp() {
        answered();
        FakeRequest invite = invite(replaces("callee"));

        assertThat(invite.statuses()).containsExactly(200);
        assertThat(harness.stack.last().request().getMethod()).isEqualTo("BYE");
        assertThat(harness.events()).hasSize(1);
        assertThat(harness.offered()).isTrue();
        assertThat(harness.channel()).isSameAs(replaced); // no new call
    }

    @Test
    void givesThePlaceOfAPhoneThatRings() {
        rings();
        FakeRequest invite = invite(replaces("callee"));

        assertThat(invite.statuses()).containsExactly(200);
        assertThat(called.cancelled()).isTrue();
    }

    @Test
    void refusesALegThatIsAnsweredToWhoWantsAnEarlyOneOnly() {
        answered();

        assertThat(invite(replaces("callee") + ";early-only").statuses()).containsExactly(486);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refusesAnEarlyDialogThatItDidNotBegin() {
        caller.invite(OFFER);
        harness.call(Channel::ring);
        String tag = caller.tag().substring(";tag=".length());
        String text = caller.text(
                        "INVITE",
                        "sip:1002@192.0.2.1",
                        1,
                        "z9hG4bKother",
                        "",
                        "Replaces: call-1;to-tag=" + tag + ";from-tag=caller",
                        "application/sdp",
                        OFFER)
                .replace("Call-ID: call-1", "Call-ID: call-2");

        assertThat(harness.receive(new FakeRequest(text, "udp")).statuses()).containsExactly(481);
    }

    @Test
    void refusesADialogThatIsNotThere() {
        answered();

        assertThat(invite(replaces("stranger")).statuses()).containsExactly(481);
        assertThat(caller.invite("sip:1002@192.0.2.1", "Replaces: x;to-tag=y;from-tag=z", OFFER)
                        .status())
                .isEqualTo(481);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refusesADialogThatIsOver() {
        answered();
        harness.call(_ -> replaced.hangup(Cause.NORMAL_CLEARING)); // its BYE is not answered yet

        assertThat(invite(replaces("callee")).statuses()).containsExactly(603);
    }

    @Test
    void refusesToBeAskedTwice() { // RFC 3891 section 3, RFC 3911 section 4
        answered();
        assertThat(invite(replaces("callee") + "\nJoin: x;to-tag=y;from-tag=z").statuses())
                .containsExactly(400);

        var twice = new FakeRequest(
                caller.text(
                        "INVITE",
                        "sip:1002@192.0.2.1",
                        7,
                        "z9hG4bK7",
                        "",
                        replaces("callee"),
                        "application/sdp",
                        OFFER),
                "udp");
        twice.message().addUnparsed(replaces("callee"));

        assertThat(harness.receive(twice).statuses()).containsExactly(400);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void makesACallOfAnInviteThatWantsToJoinOne() { // RFC 3911 section 5: an extension that isn't required is ignored
        answered();
        FakeRequest invite = invite("Join: x;to-tag=y;from-tag=z");

        assertThat(harness.channel()).isNotSameAs(replaced);
        assertThat(invite.statuses()).isEmpty();
    }

    @Test
    void refusesAnInviteWithoutMedia() {
        answered();

        assertThat(invite(replaces("callee"), "").statuses()).containsExactly(488);
        assertThat(harness.media.openCount()).isEqualTo(1);
    }

    @Test
    void refusesWhatTheCallRefusesAndChangesNothing() {
        answered();
        harness.owner.logic(event -> {
            if (event instanceof ReplacementOffered(String _, Channel by)) by.hangup(Cause.NOT_PERMITTED);
        });

        assertThat(invite(replaces("callee")).statuses()).containsExactly(403);
        assertThat(harness.media.openCount()).isEqualTo(1);
        assertThat(harness.stack.methods()).containsExactly("INVITE");
    }

    @Test
    void tellsThatItKnowsReplaces() { // RFC 3891 section 5
        assertThat(called.text()).contains("Supported: replaces,norefersub");
        assertThat(called.text()).containsPattern("Allow: .*REFER|REFER");
    }
}
