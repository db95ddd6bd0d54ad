package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Devices that keep their flows (RFC 5626), and addresses that mean one device (RFC 5627). */
@WithServer
class OutboundIT {
    private static final Duration MOMENT = Duration.ofMillis(500);

    private static String device() {
        return "<urn:uuid:" + UUID.randomUUID() + ">";
    }

    private static SipMessage registering(SipPhone phone, String device, int flow) {
        return phone.newRegister()
                .with("Supported", "path, outbound, gruu")
                .with("Contact", phone.contact() + ";+sip.instance=\"" + device + "\";reg-id=" + flow)
                .with("Expires", 600);
    }

    private static SipMessage register(SipPhone phone, String device, int flow) {
        SipMessage response = phone.askVerified(registering(phone, device, flow));
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return response;
    }

    @Test
    void callsADeviceOnTheFlowThatLives(Phones phones) { // RFC 5626 section 5.3
        String number = TestUsers.next();
        String device = device();
        SipPhone first = phones.tcp(number);
        SipPhone second = phones.tcp(number);
        register(first, device, 1);
        SipMessage registered = register(second, device, 2);
        SipPhone caller = phones.registered();

        talk(phones, caller, caller.uriOf(number), second, first);
        second.close();
        talk(phones, caller, caller.uriOf(number), first, second);

        assertThat(registered.list("Contact")).hasSize(2);
        assertThat(registered.list("Require")).contains("outbound");
        assertThat(registered.need("Flow-Timer")).isEqualTo("120");
    }

    private static void talk(Phones phones, SipPhone caller, String uri, SipPhone rings, SipPhone silent) {
        OutgoingCall call = start(phones, caller, uri);
        Dialog up = rings.expectCallOf(caller.number())
                .answer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        Dialog talk = call.talk();
        silent.expectNo("INVITE", message -> message.is("INVITE"), MOMENT);
        talk.bye();
        up.expectBye();
    }

    private static OutgoingCall start(Phones phones, SipPhone caller, String uri) {
        Sdp offer = Sdp.offer(phones.media().address(), Sdp.PCMU);
        return caller.call(caller.newRequest("INVITE", uri)
                .with("Contact", caller.contact())
                .body("application/sdp", offer.toString()));
    }

    @Test
    void replacesAFlowByItsNumber(Phones phones) { // RFC 5626 section 6
        String number = TestUsers.next();
        String device = device();
        register(phones.tcp(number), device, 1);

        SipMessage again = register(phones.tcp(number), device, 1);

        assertThat(again.list("Contact")).hasSize(1);
    }

    @Test
    void reachesNobodyWhenTheOnlyFlowIsClosed(Phones phones) {
        SipPhone phone = phones.tcp(TestUsers.next());
        register(phone, device(), 1);
        phone.close();

        OutgoingCall call = phones.registered()
                .call(phone.number(), Sdp.offer(phones.media().address(), Sdp.PCMU));

        call.expect(480);
    }

    @Test
    void answersAKeepAlive(PatchbayServer server) throws IOException { // RFC 5626 section 4.4.1
        try (Socket socket = new Socket(server.sip().getAddress(), server.sip().getPort())) {
            socket.setSoTimeout((int) SipPhone.SOON.toMillis());
            socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(new byte[] {'\r', '\n'});
        }
    }

    @Test
    void refusesAFlowThatTheProxyInBetweenDoesNotKeep(Phones phones) { // RFC 5626 section 6: 439
        SipPhone phone = phones.fresh();
        SipMessage forwarded = registering(phone, device(), 1).with("Via", phone.via());

        assertThat(phone.askVerified(forwarded).status()).isEqualTo(439);
    }

    @Test
    void refusesTwoFlowsInOneRequest(Phones phones) { // RFC 5626 section 6
        SipPhone phone = phones.fresh();
        String device = device();
        SipMessage twice = registering(phone, device, 1)
                .with("Contact", "<sip:other@192.0.2.1>;+sip.instance=\"" + device + "\";reg-id=2");

        assertThat(phone.askVerified(twice).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub-gruu", "temp-gruu"})
    void ringsTheDeviceThatAGruuMeansAlone(String kind, Phones phones) { // RFC 5627 section 5
        String number = TestUsers.next();
        SipPhone meant = phones.tcp(number);
        SipPhone other = phones.tcp(number);
        String gruu = gruu(kind, register(meant, device(), 1));
        register(other, device(), 1);
        SipPhone caller = phones.registered();

        talk(phones, caller, gruu, meant, other);
    }

    private static String gruu(String kind, SipMessage registered) {
        Matcher gruu = Pattern.compile(kind + "=\"([^\"]+)\"").matcher(registered.need("Contact"));
        assertThat(gruu.find()).as(registered.text()).isTrue();
        return gruu.group(1);
    }

    @Test
    void givesAnotherTemporaryGruuEachTime(Phones phones) { // RFC 5627 section 5.2
        SipPhone phone = phones.tcp(TestUsers.next());
        String device = device();

        SipMessage first = register(phone, device, 1);
        SipMessage second = register(phone, device, 1);

        assertThat(gruu("temp-gruu", second)).isNotEqualTo(gruu("temp-gruu", first));
        assertThat(gruu("pub-gruu", second)).isEqualTo(gruu("pub-gruu", first)).contains(";gr=");
    }

    @Test
    void ringsNobodyForADeviceThatIsNotRegistered(Phones phones) { // RFC 5627 section 5.3: 480
        SipPhone phone = phones.registered();
        SipPhone caller = phones.registered();

        OutgoingCall call = start(phones, caller, phone.uri() + ";gr=urn:uuid:" + UUID.randomUUID());

        call.expect(480);
        phone.expectNo("INVITE", message -> message.is("INVITE"), MOMENT);
    }

    @Test
    void forgetsATemporaryGruuWhenTheDeviceIsRemoved(Phones phones) { // RFC 5627 sections 5.1, 5.3: 404
        SipPhone phone = phones.tcp(TestUsers.next());
        String device = device();
        String gruu = gruu("temp-gruu", register(phone, device, 1));
        SipMessage removed = phone.askVerified(registering(phone, device, 1).replacing("Expires", 0));

        OutgoingCall call = start(phones, phones.registered(), gruu);

        assertThat(removed.status()).isEqualTo(200);
        call.expect(404);
    }
}
