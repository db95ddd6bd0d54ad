package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** UDP and TCP, and calls from one to the other (RFC 3261 section 18). */
@WithServer
class TransportIT {
    @Test
    void registersOverTcp(Phones phones) {
        SipPhone phone = phones.tcp(TestUsers.next());

        assertThat(phone.register(600).status()).isEqualTo(200);
    }

    @Test
    void connectsTwoTcpPhones(Phones phones) {
        Conversation talk = Conversation.between(phones, tcp(phones), tcp(phones));

        talk.hangUp();
    }

    @Test
    void connectsATcpPhoneWithAUdpPhone(Phones phones) {
        Conversation talk = Conversation.between(phones, tcp(phones), phones.registered());

        talk.callerDialog().bye();
        talk.calleeDialog().expectBye();
    }

    @Test
    void connectsAUdpPhoneWithATcpPhone(Phones phones) {
        Conversation talk = Conversation.between(phones, phones.registered(), tcp(phones));

        talk.calleeDialog().bye();
        talk.callerDialog().expectBye();
    }

    @Test
    void readsMessagesThatComeInPieces(Phones phones) throws InterruptedException {
        SipPhone phone = phones.tcp(TestUsers.next());
        SipMessage options = phone.newRequest("OPTIONS", "sip:" + phone.serverHost());
        byte[] bytes = options.text().getBytes(StandardCharsets.UTF_8);

        for (int at = 0; at < bytes.length; at += 37) {
            phone.sendBytes(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 37)));
            Thread.sleep(2); // so that the kernel sends them one by one
        }

        assertThat(phone.expectFinal(options).status()).isEqualTo(200);
    }

    @Test
    void readsMessagesThatComeTogether(Phones phones) {
        SipPhone phone = phones.tcp(TestUsers.next());
        SipMessage first = phone.newRequest("OPTIONS", "sip:" + phone.serverHost());
        SipMessage second = phone.newRequest("OPTIONS", "sip:" + phone.serverHost());

        phone.sendBytes((first.text() + second.text()).getBytes(StandardCharsets.UTF_8));

        assertThat(phone.expectFinal(first).status()).isEqualTo(200);
        assertThat(phone.expectFinal(second).status()).isEqualTo(200);
    }

    private static SipPhone tcp(Phones phones) {
        return phones.tcp(TestUsers.next()).register();
    }
}
