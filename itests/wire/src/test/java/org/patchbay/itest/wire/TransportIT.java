package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Five transports, and calls from each to each (RFC 3261 section 18, RFC 7118). */
@WithServer
class TransportIT {
    @ParameterizedTest
    @EnumSource(Wire.class)
    void registers(Wire wire, Phones phones) {
        SipPhone phone = phones.over(wire);

        assertThat(phone.register(600).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void connectsAPhoneWithAnother(Wire caller, Wire callee, Phones phones) {
        Conversation talk = Conversation.between(
                phones, phones.over(caller).register(), phones.over(callee).register());

        if (caller.compareTo(callee) <= 0) {
            talk.callerDialog().bye();
            talk.calleeDialog().expectBye();
        } else {
            talk.calleeDialog().bye();
            talk.callerDialog().expectBye();
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Wire.values())
                .flatMap(caller -> Stream.of(Wire.values()).map(callee -> Arguments.of(caller, callee)));
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
}
