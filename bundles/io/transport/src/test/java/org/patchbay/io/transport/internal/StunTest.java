package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunTest {
    private static final byte[] TRANSACTION = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");

    static byte[] request(byte... attributes) {
        return ByteBuffer.allocate(20 + attributes.length)
                .putShort((short) 1)
                .putShort((short) attributes.length)
                .putInt(0x2112A442)
                .put(TRANSACTION)
                .put(attributes)
                .array();
    }

    @Test
    void mapsTheAddressOfRfc5769Section22() { // the transaction and address of its sample response
        var answer = Stun.answer(request(), new InetSocketAddress("192.0.2.1", 32853))
                .orElseThrow();

        assertThat(HexFormat.of().formatHex(answer))
                .isEqualTo("0101000c2112a442b7e7a701bc34d686fa87dfae" + "002000080001a147e112a643");
    }

    @Test
    void mapsTheIpv6AddressOfRfc5769Section23() {
        var answer = Stun.answer(request(), new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853))
                .orElseThrow();

        assertThat(HexFormat.of().formatHex(answer)).endsWith("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void refusesAttributesThatMustBeUnderstoodWith420() { // RFC 5389 section 7.3.1
        var answer = Stun.answer(
                        request((byte) 0x00, (byte) 0x24, (byte) 0, (byte) 4, (byte) 1, (byte) 2, (byte) 3, (byte) 4),
                        new InetSocketAddress("192.0.2.1", 1))
                .orElseThrow();

        assertThat(HexFormat.of().formatHex(answer, 20, answer.length)).isEqualTo("0009000400000414000a000200240000");
        assertThat(ByteBuffer.wrap(answer).getShort()).isEqualTo((short) 0x0111);
    }

    @Test
    void ignoresOptionalAttributes() {
        var answer = Stun.answer(
                        request((byte) 0x80, (byte) 0x22, (byte) 0, (byte) 4, (byte) 'a', (byte) 'b', (byte) 'c', (byte)
                                'd'),
                        new InetSocketAddress("192.0.2.1", 1))
                .orElseThrow();

        assertThat(ByteBuffer.wrap(answer).getShort()).isEqualTo((short) 0x0101);
    }

    @Test
    void anythingElseIsNoRequest() {
        var from = new InetSocketAddress("192.0.2.1", 1);
        var response = request();
        response[0] = 1;
        var noCookie = request();
        noCookie[4] = 0;

        assertThat(Stun.answer(response, from)).isEmpty();
        assertThat(Stun.answer(noCookie, from)).isEmpty();
        assertThat(Stun.answer(new byte[19], from)).isEmpty();
        assertThat(Stun.answer(request(new byte[3]), from)).isEmpty();
        assertThat(Stun.answer(
                        "INVITE sip:a@b SIP/2.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), from))
                .isEmpty();
    }

    @Test
    void noInputMakesItFailOrAnswerMuch() {
        var random = new Random(5389);
        var from = new InetSocketAddress("192.0.2.1", 1);
        for (int i = 0; i < 100_000; i++) {
            var attributes = new byte[random.nextInt(60)];
            random.nextBytes(attributes);
            var request = request(attributes);
            var answer = Stun.answer(request, from);
            answer.ifPresent(bytes -> assertThat(bytes.length).isLessThan(3 * request.length));
        }
        assertThat(Stun.answer(request(), from)).isPresent();
    }
}
