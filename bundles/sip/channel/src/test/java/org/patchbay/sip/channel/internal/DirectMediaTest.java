package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.Origin;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;

/** Legs whose peers are told of each other's addresses. */
class DirectMediaTest {
    private static final InetSocketAddress PHONE = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.8"), 5070);
    private static final Binding BEN =
            new SipContact("sip:1002@10.0.0.9:5062", "udp", PHONE).toBinding(1, Instant.MAX, Map.of());
    private static final String ANSWER = Messages.description(1, "198.51.100.8", 31000, "0 101", "sendrecv");
    private static final String ELSEWHERE = Messages.description(2, "198.51.100.9", 32000, "0 101", "sendrecv");
    private static final String CONTACT = "Contact: <sip:1002@10.0.0.9:5062>";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);
    private FakeRequest invite;
    private Channel ann;

    @BeforeEach
    void call() {
        harness.permitDirectMedia();
        invite = caller.invite(OFFER);
        ann = harness.channel();
    }

    private void annDoes(Runnable verb) {
        harness.owner.execute(verb);
    }

    private void talk() {
        harness.callFor(ann, BEN, "1002").answer(200, "callee", CONTACT, ANSWER);
        annDoes(() -> ann.answer(PCMU));
        caller.ack("");
    }

    @Test
    void tellsEachWhereTheOtherListens() {
        assertThat(harness.callFor(ann, BEN, "1002").text())
                .contains("c=IN IP4 198.51.100.7\r\n")
                .contains("m=audio 30000 ");

        harness.stack.last().answer(200, "callee", CONTACT, ANSWER);
        annDoes(() -> ann.answer(PCMU));

        assertThat(invite.answer().toString())
                .contains("c=IN IP4 198.51.100.8\r\n")
                .contains("m=audio 31000 ");
        assertThat(ann.moved()).isFalse();
        assertThat(harness.channel().moved()).isFalse();
        assertThat(harness.media.last().hasPort()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksTheTrunkOfTheOtherServer(boolean permitted) {
        var route = new PeerRoute(
                "carrier",
                List.of(new Hop("udp", PHONE)),
                List.of(),
                "",
                "sip.example.net",
                false,
                OptionalInt.empty(),
                false,
                permitted);

        harness.callFor(ann, route.toBinding("sip:030@sip.example.net"), "030");

        assertThat(harness.channel().media().direct()).isEqualTo(permitted);
    }

    @Test
    void relaysForAUserWhoDoesNotAllowIt() {
        assertThat(harness.callFor(ann, BEN, "1003").text()).contains("c=IN IP4 192.0.2.1\r\n");
    }

    @Test
    void repeatsInThe200WhatThe183HasToldAndOffersTheOtherPlace() { // RFC 3261 section 13.2.1
        FakeStack.Sent out = harness.callFor(ann, BEN, "1002");
        out.answer(183, "callee", CONTACT, ANSWER);
        annDoes(() -> ann.progress(PCMU));
        out.answer(200, "callee", CONTACT, ELSEWHERE);
        annDoes(() -> ann.answer(PCMU));
        assertThat(invite.answer().toString()).contains("c=IN IP4 198.51.100.8\r\n");

        caller.ack("");

        assertThat(harness.stack.methods()).endsWith("INVITE");
        assertThat(harness.stack.last().text())
                .contains("c=IN IP4 198.51.100.9\r\n")
                .contains("m=audio 32000 ");
    }

    @Test
    void offersItsOwnPortOnceTheOtherIsGone() { // RFC 3264 section 8: o= is the same but for its version
        talk();
        harness.call(ben -> ben.hangup(Cause.NORMAL_CLEARING));

        annDoes(() -> {
            assertThat(ann.moved()).isTrue();
            ann.offer(PCMU);
            assertThat(ann.moved()).isFalse();
        });

        assertThat(harness.stack.last().text())
                .contains("c=IN IP4 192.0.2.1\r\n")
                .containsPattern("o=patchbay \\d+ 2 IN IP4 198.51.100.8\r\n");
    }

    @Test
    void tellsTheOtherOfAnAddressThatIsOnlyOffered() {
        talk();
        Channel ben = harness.channel();

        caller.reinvite(Messages.description(2, "198.51.100.77", 30000, "0 101", "sendrecv"));
        annDoes(() -> ben.offer(PCMU));
        assertThat(harness.stack.last().text()).contains("c=IN IP4 198.51.100.77\r\n");

        harness.stack.last().answer(488);
        annDoes(() -> ann.refuse(Cause.INCOMPATIBLE_DESTINATION));
        annDoes(() -> ben.offer(PCMU));
        assertThat(harness.stack.last().text()).contains("c=IN IP4 198.51.100.7\r\n");
    }

    @Test
    void refusesACallerForWhomNoPortIsFreeWhenOneIsNeeded() {
        harness.media.fill();
        harness.events();

        annDoes(() -> ann.answer(PCMU));

        assertThat(invite.answer().getStatusCode()).isEqualTo(503);
        assertThat(harness.events()).containsExactly(new ChannelEvent.HungUp(ann.id(), Cause.NO_CIRCUIT));
    }

    @Test
    void callsNobodyForWhomNoPortIsFree() {
        harness.media.fill();
        int legs = harness.table.size();

        assertThatThrownBy(() -> harness.technology.originate(
                        BEN, new Origin(ann.caller(), List.of()), "1003", PCMU, ann.media(), harness.owner))
                .isInstanceOf(MediaUnavailableException.class);
        assertThat(harness.table.size()).isEqualTo(legs);
    }
}
