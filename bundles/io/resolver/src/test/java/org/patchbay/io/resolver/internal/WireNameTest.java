package org.patchbay.io.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireNameTest {
    private static ByteBuf at(int index, Wire wire) {
        return Unpooled.wrappedBuffer(wire.done()).readerIndex(index);
    }

    @Test
    void followsPointersAndStopsBehindTheFirst() { // RFC 1035 section 4.1.4
        var in = at(13, new Wire().name("example.com").text("pbx").pointer(0).u8(9));

        assertThat(WireName.read(in)).isEqualTo("pbx.example.com");
        assertThat(in.readUnsignedByte()).isEqualTo((short) 9);
    }

    @Test
    void refusesPointersInCircles() {
        assertThatThrownBy(() -> WireName.read(at(0, new Wire().pointer(0)))).hasMessageContaining("loop");
        assertThatThrownBy(() -> WireName.read(at(2, new Wire().pointer(2).pointer(0))))
                .hasMessageContaining("loop");
        assertThatThrownBy(() -> WireName.read(at(0, new Wire().text("a").pointer(0))))
                .hasMessageContaining("loop");
        assertThatThrownBy(() -> WireName.read(at(0, new Wire().pointer(2).u8(0))))
                .hasMessageContaining("loop");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        var wire = new Wire();
        for (int i = 0; i < 10; i++) wire.text("x".repeat(60));

        assertThatThrownBy(() -> WireName.read(at(0, wire.u8(0)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverReadsBehindTheWriterIndex() {
        var in = Unpooled.wrappedBuffer(new Wire().name("example.com").done()).writerIndex(5);

        assertThatThrownBy(() -> WireName.read(in)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void neverFollowsAPointerBehindTheWriterIndex() {
        var in = Unpooled.wrappedBuffer(
                new Wire().text("abcdefghij").pointer(0).u8(0).done());
        in.setByte(4, 0xC0).setByte(5, 0).readerIndex(4).writerIndex(6);

        assertThatThrownBy(() -> WireName.read(in)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void readsAnyBytesWithoutThrowingPastTheRecord() {
        var random = new Random(4);
        for (int round = 0; round < 100_000; round++) {
            var bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) if (random.nextBoolean()) bytes[i] = (byte) random.nextInt(8);
            int from = random.nextInt(bytes.length + 1);
            for (var kind : List.of(RecordKind.NAPTR, RecordKind.SRV, RecordKind.A, RecordKind.AAAA)) {
                assertThat(kind.read(Unpooled.wrappedBuffer(bytes).readerIndex(from)))
                        .isNotNull();
            }
        }
    }

    @Test
    void knowsNamesThatCanBeAskedFor() {
        assertThat(List.of("a", "_sip._udp.example.com", "x-1.example", "1.2.3.e164.arpa"))
                .allMatch(WireName::valid);
        assertThat(List.of("", "a..b", "-a.b", "a-.b", "a b", "a/b", "b\u00fc.de"))
                .noneMatch(WireName::valid);
    }
}
