package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent.Digit;
import org.patchbay.sip.SipTransactions.Hop;

class DialogRequestsTest {
    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private void up() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
    }

    @Test
    void refusesTheTagOfAnother() { // RFC 3261 section 12.2.2
        up();
        var text = caller.text("BYE", "sip:x@192.0.2.1", 2, "z9hG4bKx", caller.tag(), "", "", "");
        FakeRequest bye = harness.receive(new FakeRequest(text.replace("tag=caller", "tag=stranger"), "udp"));

        assertThat(bye.statuses()).containsExactly(481);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refusesARequestOutOfOrder() { // RFC 3261 section 12.2.2
        up();
        caller.request("INFO", 7, "", "", "");

        assertThat(caller.request("INFO", 6, "", "", "").statuses()).containsExactly(500);
        assertThat(caller.request("INFO", 8, "", "", "").statuses()).containsExactly(200);
    }

    @Test
    void takesNoRequestTwice() { // RFC 3261 section 17.2.3
        up();
        FakeRequest info = caller.request("INFO", "", "application/dtmf", "5");
        harness.handler.handle(info);

        assertThat(info.statuses()).containsExactly(200);
        assertThat(harness.events()).containsExactly(new Digit(harness.channel().id(), '5', 160));
    }

    @Test
    void refusesAMergedInvite() { // RFC 3261 section 8.2.2.2
        caller.invite(OFFER);
        var text = caller.text("INVITE", "sip:1002@192.0.2.1", 1, "z9hG4bKother", "", "", "application/sdp", OFFER);
        FakeRequest merged = harness.receive(new FakeRequest(text, "udp"));

        assertThat(merged.statuses()).containsExactly(482);
        assertThat(harness.media.openCount()).isEqualTo(1);
    }

    @Test
    void readsDigitsFromInfo() {
        up();
        FakeRequest relay = caller.request("INFO", "", "application/dtmf-relay", "Signal=#\r\nDuration=250\r\n");
        FakeRequest flash = caller.request("INFO", "", "application/dtmf-relay", "Signal=hf\r\nDuration=250\r\n");

        assertThat(relay.status()).isEqualTo(200);
        assertThat(flash.status()).isEqualTo(200);
        assertThat(harness.events()).containsExactly(new Digit(harness.channel().id(), '#', 250));
    }

    @Test
    void refusesAnInfoThatItCantRead() { // RFC 6086 section 4.2.2
        up();
        FakeRequest info = caller.request("INFO", "", "application/media_control+xml", "<x/>");

        assertThat(info.status()).isEqualTo(415);
        assertThat(info.answer().toString()).contains("application/dtmf-relay").contains("application/dtmf\r\n");
    }

    @Test
    void passesOnDigitsOfTheMedia() { // RFC 4733
        up();
        harness.media.last().press('7', 120);

        assertThat(harness.events()).containsExactly(new Digit(harness.channel().id(), '7', 120));
    }

    @Test
    void tellsWhatItTakes() { // RFC 3261 section 11.2
        up();
        FakeRequest options = caller.request("OPTIONS");

        assertThat(options.status()).isEqualTo(200);
        assertThat(options.answer().toString())
                .contains("Accept: application/sdp")
                .contains("UPDATE");
    }

    @Test
    void takesAnUpdateWithoutDescriptionAsATargetRefresh() { // RFC 3311 section 5.2
        up();
        var text = caller.text("UPDATE", "sip:x@192.0.2.1", 2, "z9hG4bKu", caller.tag(), "", "", "")
                .replace("10.0.0.7:5060", "198.51.100.7:5099");
        FakeRequest update = harness.receive(new FakeRequest(text, "udp"));
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        assertThat(update.status()).isEqualTo(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.stack.last().request().getRequestURI()).hasToString("sip:1001@198.51.100.7:5099");
        assertThat(harness.stack.last().hop()).isEqualTo(new Hop("udp", new InetSocketAddress("198.51.100.7", 5099)));
    }

    @Test
    void refusesOffersBeforeTheFirstIsAnswered() { // RFC 3261 section 14.2, RFC 3311 section 5.2
        caller.invite(OFFER);
        harness.call(Channel::ring);

        for (String method : new String[] {"INVITE", "UPDATE"}) {
            FakeRequest early = caller.request(method, "", "application/sdp", OFFER);
            assertThat(early.status()).isEqualTo(500);
            assertThat(early.answer().toString()).contains("Retry-After: ");
        }
        assertThat(caller.request("UPDATE").status()).isEqualTo(200);
    }

    @Test
    void takesRequestsOfTheCalledPhoneBeforeItAnswers() { // RFC 3261 section 12.1.2: an early dialog
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(180, "callee", "Contact: <sip:1002@10.0.0.9:5062>", "");
        harness.events();
        var callee = new Callee(harness, invite);

        assertThat(callee.request("OPTIONS", 1, "callee", "", "").status()).isEqualTo(200);
        assertThat(callee.request("OPTIONS", 1, "stranger", "", "").status()).isEqualTo(481);
        assertThat(callee.request("UPDATE", 2, "callee", "application/sdp", OFFER)
                        .status())
                .isEqualTo(491);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void endsWithTheByeOfTheCalledPhone() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(200, "callee", "Contact: <sip:1002@10.0.0.9:5062>", OFFER);
        harness.events();
        FakeRequest bye = new Callee(harness, invite).request("BYE", 1, "callee", "", "");

        assertThat(bye.status()).isEqualTo(200);
        assertThat(harness.events()).hasSize(1);
        assertThat(harness.clean()).isTrue();
    }
}
