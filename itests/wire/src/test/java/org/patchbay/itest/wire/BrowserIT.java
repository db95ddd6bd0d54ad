package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.SipJs;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** What a browser's SIP library does over its WebSocket, beside calls (see ClientsIT): with other browsers, and with desk phones. */
@WithServer
class BrowserIT {
    private static final String TEXT = "Grüße aus Köln: 5 € & \"mehr\"; 漢字";

    private static final Duration IN_USE_WITHIN = Duration.ofSeconds(20);
    // says what was pressed before #, and hangs up
    private static final String KEYS = """
        package other;

        import java.time.Duration;
        import java.util.Optional;

        public final class Keys implements org.patchbay.application.Application {
            @Override
            public void run(org.patchbay.application.CallSession call) {
                call.answer();
                StringBuilder pressed = new StringBuilder();
                Optional<Character> next = call.digit(Duration.ofSeconds(5));
                while (next.isPresent() && next.get() != '#') {
                    pressed.append(next.get());
                    next = call.digit(Duration.ofSeconds(5));
                }
                System.err.println(call.caller().number() + " has pressed " + pressed);
            }
        }
        """;
    private static final String COMPONENT = """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="other.Keys">
          <property name="application.name" value="keys"/>
          <service><provide interface="org.patchbay.application.Application"/></service>
          <implementation class="other.Keys"/>
        </scr:component>
        """;

    private final List<SipJs> opened = new ArrayList<>();

    @AfterAll
    static void restore(PatchbayServer server) {
        server.instance().write("dialplan.yaml", TestUsers.DIALPLAN);
    }

    @AfterEach
    void close() {
        opened.forEach(SipJs::close);
    }

    private SipJs browser(PatchbayServer server, Phones phones, String number) {
        SipJs browser = SipJs.start(
                Wire.WS, Phones.server(server, Wire.WS), number, phones.media().address());
        opened.add(browser);
        return browser;
    }

    private SipJs registered(PatchbayServer server, Phones phones) {
        return browser(server, phones, TestUsers.next()).register();
    }

    private static Sdp offer(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU);
    }

    @Test
    void writesToAnother(PatchbayServer server, Phones phones) { // RFC 3428 over RFC 7118
        SipJs sender = registered(server, phones);
        SipJs receiver = registered(server, phones);

        assertThat(sender.message(receiver.number(), TEXT)).isEqualTo(200);

        assertThat(receiver.expectMessage(sender.number())).isEqualTo(TEXT);
    }

    @Test
    void writesToADeskPhoneAndBack(PatchbayServer server, Phones phones) {
        SipJs browser = registered(server, phones);
        SipPhone phone = phones.registered();

        browser.tell("message " + phone.number() + " " + "Gr%C3%BC%C3%9Fe");
        SipMessage arrived = phone.expectRequest("MESSAGE");
        phone.send(arrived.response(200, "OK"));
        SipMessage answer = phone.askVerified(
                phone.newRequest("MESSAGE", phone.uriOf(browser.number())).body("text/plain;charset=utf-8", TEXT));

        assertThat(arrived.body()).isEqualTo("Grüße");
        assertThat(browser.expect("accepted \\d+ MESSAGE (\\d+)")).isEqualTo("200");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.expectMessage(phone.number())).isEqualTo(TEXT);
    }

    @Test
    void isToldThatNobodyIsThere(PatchbayServer server, Phones phones) {
        assertThat(registered(server, phones).message(TestUsers.next(), TEXT)).isEqualTo(480);
    }

    @Test
    void isReachedByTheUriOfTheDeviceAlone(PatchbayServer server, Phones phones) { // RFC 5626, RFC 5627
        String number = TestUsers.next();
        SipJs meant = browser(server, phones, number);
        SipJs other = browser(server, phones, number);
        String instance = UUID.randomUUID().toString();
        String gruu = meant.register(instance);
        assertThat(other.register(UUID.randomUUID().toString())).isNotEqualTo(gruu);
        SipPhone caller = phones.registered();

        OutgoingCall call = caller.call(caller.newRequest("INVITE", gruu)
                .with("Contact", caller.contact())
                .body("application/sdp", offer(phones).toString()));
        Dialog talk = call.talk();
        meant.expect("called " + caller.number());
        meant.expect("established");
        talk.bye();
        meant.expect("terminated");

        assertThat(gruu).startsWith("sip:" + number + "@").endsWith(";gr=urn:uuid:" + instance);
        assertThat(other.unread()).doesNotContain("called");
    }

    @Test
    void talksWithTheUriOfItsDeviceAsContact(PatchbayServer server, Phones phones) { // RFC 5627 section 4.4
        SipJs browser = browser(server, phones, TestUsers.next());
        browser.register(UUID.randomUUID().toString());
        SipPhone callee = phones.registered();

        browser.tell("call " + callee.number());
        Dialog talk = callee.expectCallOf(browser.number()).answer(offer(phones));
        browser.expect("established");
        talk.bye();

        browser.expect("terminated");
    }

    @Test
    void putsOnHoldAndGoesOn(PatchbayServer server, Phones phones) { // RFC 3264 section 8.4
        SipJs browser = registered(server, phones);
        SipPhone callee = phones.registered();
        Sdp sdp = offer(phones);
        browser.tell("call " + callee.number());
        Dialog talk = callee.expectCallOf(browser.number()).answer(sdp);
        browser.expect("established");

        browser.tell("hold");
        IncomingCall held = talk.expectReinvite();
        assertThat(held.offer().direction()).isEqualTo("sendonly");
        held.answer(sdp.next("recvonly"));
        browser.expect("described recvonly");
        browser.tell("resume");
        IncomingCall resumed = talk.expectReinvite();
        assertThat(resumed.offer().direction()).isEqualTo("sendrecv");
        resumed.answer(sdp.next("recvonly").next("sendrecv"));
        browser.expect("described sendrecv");

        browser.tell("hangup");
        talk.expectBye();
    }

    @Test
    void isPutOnHold(PatchbayServer server, Phones phones) {
        SipJs browser = registered(server, phones);
        SipPhone caller = phones.registered();
        Sdp sdp = offer(phones);
        Dialog talk = caller.call(browser.number(), sdp).talk();
        browser.expect("established");

        SipMessage held = talk.reinvite(sdp.next("sendonly"));
        browser.expect("described sendonly");
        SipMessage resumed = talk.reinvite(sdp.next("sendonly").next("sendrecv"));
        browser.expect("described sendrecv");

        assertThat(Sdp.parse(held.body()).direction()).isEqualTo("recvonly");
        assertThat(Sdp.parse(resumed.body()).direction()).isEqualTo("sendrecv");
        talk.bye();
        browser.expect("terminated");
    }

    @Test
    void putsThrough(PatchbayServer server, Phones phones) { // RFC 5589 section 6
        SipJs browser = registered(server, phones);
        SipPhone caller = phones.registered();
        SipPhone third = phones.registered();
        Dialog talk = caller.call(browser.number(), offer(phones)).talk();
        browser.expect("established");

        browser.tell("transfer " + third.number());
        IncomingCall incoming = third.expectCallOf(caller.number()).ring();
        browser.expect("accepted \\d+ REFER 202");
        browser.expect("notified SIP/2.0 180");
        Dialog thirdTalk = incoming.answer(offer(phones));
        browser.expect("notified SIP/2.0 200");
        browser.tell("hangup");

        talk.bye();
        thirdTalk.expectBye();
    }

    @Test
    void pressesKeys(PatchbayServer server, Phones phones) { // RFC 6086
        offerKeys(server);
        SipJs browser = registered(server, phones);
        browser.tell("call 8199");
        browser.expect("established");

        for (String key : List.of("4", "*", "#")) {
            browser.tell("press " + key);
            assertThat(browser.expect("(?:accepted|rejected) \\d+ INFO (\\d+)")).isEqualTo("200");
        }

        browser.expect("terminated");
        new ServerLog(server).await(SipPhone.SOON, browser.number() + " has pressed 4*");
    }

    private static void offerKeys(PatchbayServer server) {
        ServerLog log = new ServerLog(server);
        SourceFeature keys = new SourceFeature("org.example.keys", "1.0.0", "other.Keys");
        FeatureJar.drop(server, "keys.jar", keys.bytes(KEYS, COMPONENT));
        log.await(IN_USE_WITHIN, "keys.jar", "new calls go to", "1.0.0");
        String extension = "internal:\n  - {match: \"8199\", do: [keys]}\n";
        long before = log.count("dialplan.yaml", "in force");
        server.instance().write("dialplan.yaml", TestUsers.DIALPLAN.replace("internal:\n", extension));
        log.awaitMore(IN_USE_WITHIN, before, "dialplan.yaml", "in force");
    }
}
