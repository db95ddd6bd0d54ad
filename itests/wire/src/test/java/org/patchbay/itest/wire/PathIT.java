package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Phones behind a proxy: calls reach them through it (RFC 3327), and they are told of those to call through (RFC 3608). */
@WithServer
class PathIT {
    private static final String SETTINGS = "org.patchbay.sip.registrar.config";
    private static final String OF_THE_TESTS = "expires.min.seconds=I\"2\"\n";

    private EdgeProxy edge;
    private SipPhone phone;

    @BeforeEach
    void open(PatchbayServer server) throws IOException {
        edge = new EdgeProxy(Loopback.address(9, 1), server.sip());
        String number = TestUsers.next();
        phone = edge.phone(Loopback.address(9, 2), number, TestUsers.password(number));
    }

    @AfterEach
    void close() {
        phone.close();
        edge.close();
    }

    private SipMessage register() {
        return phone.askVerified(phone.newRegister()
                .with("Supported", "path")
                .with("Contact", phone.contact())
                .with("Expires", 600));
    }

    private long passed(String method) {
        return edge.passed().stream().filter(message -> message.is(method)).count();
    }

    @Test
    void callsThePhoneThroughItsPath(Phones phones) { // RFC 3327 section 5.3
        SipMessage registered = register();
        assertThat(registered.status()).isEqualTo(200);
        assertThat(registered.list("Path")).containsExactly(edge.uri());
        SipPhone caller = phones.registered();

        OutgoingCall call = caller.call(phone.number(), Sdp.offer(phones.media().address(), Sdp.PCMU));
        IncomingCall incoming = phone.expectCallOf(caller.number());
        Dialog up = incoming.answer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        Dialog talk = call.talk();

        SipMessage invite = edge.passed().stream()
                .filter(message -> message.is("INVITE"))
                .findFirst()
                .orElseThrow();
        assertThat(invite.list("Route")).containsExactly(edge.uri());
        assertThat(invite.uri()).isEqualTo(SipMessage.address(phone.contact()));
        talk.bye();
        up.expectBye();
        assertThat(passed("ACK")).isEqualTo(1); // the proxy has recorded its route
        assertThat(passed("BYE")).isEqualTo(1);
    }

    @Test
    void callsFromThePhoneThroughTheProxy(Phones phones) {
        register();
        SipPhone callee = phones.registered();

        OutgoingCall call = phone.call(callee.number(), Sdp.offer(phones.media().address(), Sdp.PCMU));
        Dialog up = callee.expectCallOf(phone.number())
                .answer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        Dialog talk = call.talk();

        up.bye();
        talk.expectBye();
        assertThat(passed("BYE")).isEqualTo(1);
    }

    @Test
    void cancelsACallThroughThePath(Phones phones) {
        register();
        SipPhone caller = phones.registered();
        OutgoingCall call = caller.call(phone.number(), Sdp.offer(phones.media().address(), Sdp.PCMU));
        IncomingCall incoming = phone.expectCallOf(caller.number()).ring();
        call.expect(180);

        call.cancel();

        incoming.expectCancel(SipPhone.SOON);
        call.expect(487);
    }

    @Test
    void refusesAPathThatThePhoneDoesNotUnderstand() { // RFC 3327 section 5.3: 420
        SipMessage refused = phone.askVerified(
                phone.newRegister().with("Contact", phone.contact()).with("Expires", 600));

        assertThat(refused.status()).isEqualTo(420);
        assertThat(refused.list("Unsupported")).contains("path");
    }

    @Test
    void tellsTheServiceRoute(PatchbayServer server) { // RFC 3608 section 6.3
        assertThat(register().header("Service-Route")).isEmpty();
        String route = "<sip:192.0.2.5;lr>";
        server.instance().write(SETTINGS, OF_THE_TESTS + "service.route=[\"" + route + "\"]\n");
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> register().list("Service-Route").contains(route));
        } finally {
            server.instance().write(SETTINGS, OF_THE_TESTS);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> register().header("Service-Route").isEmpty());
    }
}
