package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.HungUp;

class IncomingCallTest {
    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    @Test
    void ringsAnswersAndEndsWithTheCallersBye() {
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.ring());
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        FakeRequest bye = caller.request("BYE");

        assertThat(invite.statuses()).containsExactly(180, 200);
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 101").contains("a=sendrecv");
        assertThat(bye.status()).isEqualTo(200);
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NORMAL_CLEARING));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void repeatsTheAnswerUntilItsAck() { // RFC 3261 section 13.3.1.4
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));

        harness.pass(Duration.ofMillis(1_600));
        assertThat(invite.statuses()).containsExactly(200, 200, 200);
        caller.ack("");
        harness.pass(Duration.ofSeconds(60));

        assertThat(invite.statuses()).containsExactly(200, 200, 200);
        assertThat(harness.events()).isEmpty();
    }
}
