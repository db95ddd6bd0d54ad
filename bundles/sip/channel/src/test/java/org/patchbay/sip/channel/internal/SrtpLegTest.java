package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.Answered;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.MediaKeys;
import org.patchbay.media.SrtpPolicy;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;

/** Legs whose peers encrypt (RFC 4568). */
class SrtpLegTest {
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String CONTACT = "Contact: <sip:1002@10.0.0.9:5062>";
    private static final String ANSWER = description(1, "198.51.100.7", 30000, "0 101", "sendrecv");
    private static final InetSocketAddress PHONE = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.8"), 5070);
    private static final Binding BEN =
            new SipContact("sip:1002@10.0.0.9:5062", "udp", PHONE).toBinding(1, Instant.MAX, Map.of());
    private static final Pattern OUR_KEY = Pattern.compile("a=crypto:(\\d+) AES_CM_128_HMAC_SHA1_80 inline:(\\S+)");

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    static String secure(String description, int tag) {
        return description.replace("RTP/AVP", "RTP/SAVP") + "a=crypto:" + tag + " AES_CM_128_HMAC_SHA1_80 inline:" + KEY
                + "\r\n";
    }

    private MediaKeys keys() {
        return harness.media.last().negotiated().orElseThrow().peer().keys().orElseThrow();
    }

    private static String ourKey(String description) {
        Matcher matcher = OUR_KEY.matcher(description);
        assertThat(matcher.find()).as(description).isTrue();
        return matcher.group(2);
    }

    @Test
    void takesAnEncryptedOfferOfWhoeverCalls() {
        FakeRequest invite = caller.invite(secure(OFFER, 3));

        harness.call(channel -> channel.answer(PCMU));

        assertThat(invite.description()).contains(" RTP/SAVP 0").contains("a=crypto:3 AES_CM_128_HMAC_SHA1_80 ");
        assertThat(keys().received()).isNotEqualTo(keys().sent());
    }

    @Test
    void refusesPlainRtpOfWhoMustEncryptAndSaysWhy() { // RFC 3261 section 21.4.26
        harness.media(false, SrtpPolicy.REQUIRED);

        FakeRequest invite = caller.invite(OFFER);

        assertThat(invite.statuses()).containsExactly(488);
        assertThat(invite.answer().toString()).contains("Warning: 399 patchbay \"SRTP is required\"");
        assertThat(harness.offered()).isFalse();
    }

    @Test
    void refusesToGoOnInPlainRtpWithWhoMustEncrypt() {
        harness.media(false, SrtpPolicy.REQUIRED);
        caller.invite(secure(OFFER, 1));
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");

        FakeRequest reinvite = caller.reinvite(OFFER);

        assertThat(reinvite.statuses()).containsExactly(488);
        assertThat(reinvite.answer().toString()).contains("SRTP is required");
    }

    @Test
    void offersSrtpAtFirstWhereTheInviteHasNoOffer() {
        harness.media(false, SrtpPolicy.REQUIRED);
        FakeRequest invite = caller.invite("");

        harness.call(channel -> channel.answer(PCMU));

        assertThat(invite.description()).contains(" RTP/SAVP 0").contains("a=crypto:");
    }

    @Test
    void keepsBothKeysOverAHold() { // RFC 4568 section 7.1.4
        FakeRequest invite = caller.invite(secure(OFFER, 1));
        harness.call(channel -> channel.answer(PCMU));
        MediaKeys before = keys();
        caller.ack("");

        FakeRequest hold = caller.reinvite(secure(description(2, "198.51.100.7", 30000, "0 8 101", "sendonly"), 1));
        harness.call(channel -> channel.accept(PCMU));

        assertThat(ourKey(hold.description())).isEqualTo(ourKey(invite.description()));
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void answersARefreshWithoutAskingTheCall() {
        caller.invite(secure(OFFER, 1));
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");

        assertThat(caller.reinvite(secure(OFFER, 1)).statuses()).containsExactly(200);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void takesANewKeyOfThePeers() {
        caller.invite(secure(OFFER, 1));
        harness.call(channel -> channel.answer(PCMU));
        MediaKeys before = keys();
        caller.ack("");

        caller.reinvite(secure(OFFER, 1).replace("d0Rm", "AAAA"));
        harness.call(channel -> channel.accept(PCMU));

        assertThat(keys().received()).isNotEqualTo(before.received());
        assertThat(keys().sent()).isEqualTo(before.sent());
    }

    @Test
    void repeatsTheKeyOfThe183InThe200() {
        FakeRequest invite = caller.invite(secure(OFFER, 1));
        harness.call(channel -> channel.progress(PCMU));
        String early = ourKey(invite.description());

        harness.call(channel -> channel.answer(PCMU));

        assertThat(ourKey(invite.description())).isEqualTo(early);
    }

    @ParameterizedTest
    @ValueSource(ints = {415, 488, 606})
    void offersPlainRtpOnceWhereSrtpIsOptional(int status) {
        harness.media(false, SrtpPolicy.OPTIONAL);
        FakeStack.Sent first = harness.originate(BOTH);
        assertThat(first.text()).contains(" RTP/SAVP 0 8 101").contains("a=crypto:1 AEAD_AES_128_GCM inline:");

        first.answer(status);
        FakeStack.Sent second = harness.stack.last();

        assertThat(second.text()).contains(" RTP/AVP 0 8 101").doesNotContain("a=crypto");
        second.answer(200, "callee", CONTACT, ANSWER);
        assertThat(harness.events()).singleElement().isInstanceOf(Answered.class);
        assertThat(harness.media.last().negotiated().orElseThrow().peer().secure())
                .isFalse();
    }

    @Test
    void givesUpWhenPlainRtpIsRefusedToo() {
        harness.media(false, SrtpPolicy.OPTIONAL);
        harness.originate(BOTH).answer(488);

        harness.stack.last().answer(488);

        assertThat(harness.stack.sent()).hasSize(2);
        assertThat(harness.events()).singleElement().isInstanceOf(HungUp.class);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void offersNothingElseWhereSrtpIsRequired() {
        harness.media(false, SrtpPolicy.REQUIRED);

        harness.originate(BOTH).answer(488);

        assertThat(harness.stack.sent()).hasSize(1);
        assertThat(harness.events()).singleElement().isInstanceOf(HungUp.class);
    }

    @Test
    void takesTheKeyOfTheAnswerAndKeepsItsOwnInLaterOffers() {
        harness.media(false, SrtpPolicy.REQUIRED);
        FakeStack.Sent invite = harness.originate(BOTH);

        invite.answer(200, "callee", CONTACT, secure(ANSWER, 2));
        assertThat(keys().sent()).isEqualTo(java.util.Base64.getDecoder().decode(ourKey(invite.text())));
        harness.call(channel -> channel.offer(PCMU));

        assertThat(ourKey(harness.stack.last().text())).isEqualTo(ourKey(invite.text()));
    }

    @Test
    void endsACallThatIsAnsweredInPlainRtp() { // RFC 3264 section 6
        harness.media(false, SrtpPolicy.OPTIONAL);

        harness.originate(BOTH).answer(200, "callee", CONTACT, ANSWER);

        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
    }

    @Test
    void asksTheTrunkWhetherToOfferSrtp() {
        var route = new PeerRoute(
                "carrier",
                List.of(new Hop("udp", PHONE)),
                List.of(),
                "",
                "sip.example.net",
                false,
                OptionalInt.empty(),
                false,
                false,
                SrtpPolicy.REQUIRED,
                DigitPolicy.AUTO);

        harness.call(route.toBinding("sip:030@sip.example.net"), new org.patchbay.channel.Party("1001", "Ann"), "030");

        assertThat(harness.stack.last().text()).contains(" RTP/SAVP 0");
    }

    @Test
    void theMediaOfWhoEncryptsComesToUs() {
        harness.media(true, SrtpPolicy.OFF);
        caller.invite(secure(OFFER, 1));

        assertThat(harness.callFor(harness.channel(), BEN, "1002").text()).contains("c=IN IP4 192.0.2.1\r\n");
    }

    @Test
    void theMediaOfWhoIsOfferedSrtpComesToUs() {
        harness.media(true, SrtpPolicy.OPTIONAL);
        caller.invite(OFFER);

        assertThat(harness.callFor(harness.channel(), BEN, "1002").text()).contains("c=IN IP4 192.0.2.1\r\n");
    }

    @Test
    void srtpCanNotBeginWhileTheMediaGoesPastUs() {
        harness.media(true, SrtpPolicy.OFF);
        caller.invite(OFFER);
        var ann = harness.channel();
        harness.callFor(ann, BEN, "1002").answer(200, "callee", CONTACT, ANSWER);
        harness.owner.execute(() -> ann.answer(PCMU));
        caller.ack("");

        assertThat(caller.reinvite(secure(OFFER, 1)).statuses()).containsExactly(488);
        harness.owner.execute(() -> ann.hangup(Cause.NORMAL_CLEARING));
    }
}
