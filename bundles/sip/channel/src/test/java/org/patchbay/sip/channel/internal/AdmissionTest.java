package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sip.RequestVerifier.Verdict;

/** INVITEs that don't become a call. */
class AdmissionTest {
    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    @AfterEach
    void makesNoCall() {
        assertThat(harness.offered()).isFalse();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void challengesWithoutATransaction() { // RFC 3261 section 22.2
        harness.handler.setVerifier(request -> new Verdict.Refused(request.response(401), Optional.empty()));

        FakeRequest invite = caller.invite(OFFER);

        assertThat(invite.statuses()).containsExactly(401);
        assertThat(invite.begun()).isFalse();
    }

    @Test
    void refusesCredentialsOfAnotherNumber() {
        harness.handler.setVerifier(Harness.verified("1003"));

        assertThat(caller.invite(OFFER).statuses()).containsExactly(403);
    }

    @Test
    void putsCallsOffWhileTheVerifierIsAway() {
        var verifier = Harness.verified("1001");
        harness.handler.setVerifier(verifier);
        harness.handler.unsetVerifier(verifier);

        later(caller.invite(OFFER));
    }

    @Test
    void putsCallsOffWhileTheChannelCoreIsAway() {
        harness.technology.unsetChannels(harness.channels);

        later(caller.invite(OFFER));
        assertThat(harness.channels.open()).isFalse();
    }

    @Test
    void putsCallsOffWhileMediaIsAway() {
        harness.technology.unsetMediaSessions(harness.media);

        later(caller.invite(OFFER));
    }

    @Test
    void putsCallsOffWhenEveryPortIsInUse() {
        harness.media.fill();

        later(caller.invite(OFFER));
    }

    private static void later(FakeRequest invite) {
        assertThat(invite.statuses()).containsExactly(503);
        assertThat(invite.answer().toString()).contains("Retry-After: 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "v=0\r\n", "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio x RTP/AVP 0\r\n"})
    void refusesADescriptionThatIsNone(String body) {
        assertThat(caller.invite(body).statuses()).containsExactly(400);
    }

    @Test
    void refusesAnOfferWithoutPlainAudio() { // RFC 3264 section 6
        String encrypted = OFFER.replace("RTP/AVP", "RTP/SAVP");
        assertThat(caller.invite(encrypted).statuses()).containsExactly(488);
    }

    @Test
    void refusesAnAddressThatWouldHaveToBeLookedUp() {
        assertThat(caller.invite(description(1, "phone.example.com", 30000, "0", "sendrecv"))
                        .statuses())
                .containsExactly(488);
    }

    @Test
    void refusesABodyOfAnotherType() { // RFC 3261 section 21.4.13
        var text = caller.text("INVITE", "sip:1002@192.0.2.1", 1, "z9hG4bK1", "", "", "application/isup", "x");
        FakeRequest invite = harness.receive(new FakeRequest(text, "udp"));

        assertThat(invite.statuses()).containsExactly(415);
        assertThat(invite.answer().toString()).contains("Accept: application/sdp");
    }

    @Test
    void refusesAnInviteWithoutContact() { // RFC 3261 section 8.1.1.8
        var text = caller.text("INVITE", "sip:1002@192.0.2.1", 1, "z9hG4bK1", "", "", "application/sdp", OFFER);
        FakeRequest invite =
                harness.receive(new FakeRequest(text.replace("Contact: <sip:1001@10.0.0.7:5060>\r\n", ""), "udp"));

        assertThat(invite.statuses()).containsExactly(400);
    }

    @Test
    void refusesACallToNobody() {
        assertThat(caller.invite("sip:192.0.2.1", "", OFFER).statuses()).containsExactly(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INFO", "UPDATE"})
    void refusesRequestsThatBelongToNoDialog(String method) { // RFC 3261 section 12.2.2
        for (String tag : new String[] {"", ";tag=unknown"}) {
            var text = caller.text(method, "sip:1002@192.0.2.1", 1, "z9hG4bK1", tag, "", "", "");
            assertThat(harness.receive(new FakeRequest(text, "udp")).statuses()).containsExactly(481);
        }
    }

    @Test
    void refusesAReinviteOfNoDialog() {
        var text = caller.text("INVITE", "sip:1002@192.0.2.1", 1, "z9hG4bK1", ";tag=x", "", "application/sdp", OFFER);
        assertThat(harness.receive(new FakeRequest(text, "udp")).statuses()).containsExactly(481);
    }

    @Test
    void ignoresAnAckThatBelongsToNoDialog() {
        var text = caller.text("ACK", "sip:1002@192.0.2.1", 1, "z9hG4bK1", ";tag=unknown", "", "", "");
        assertThat(harness.receive(new FakeRequest(text, "udp")).statuses()).isEmpty();
    }
}
