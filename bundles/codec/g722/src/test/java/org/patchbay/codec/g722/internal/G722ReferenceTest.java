package org.patchbay.codec.g722.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.Codec;

/** Bit for bit what libspandsp and libavcodec make; how the files came about says README.txt beside them. */
class G722ReferenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"speech", "made"})
    void encodesAsTheReferenceDoes(String name) throws IOException {
        short[] sound = samples(name + ".raw");
        var encoder = new G722Codec().encoder(Codec.G722, 16_000);
        ByteBuffer payload = ByteBuffer.allocate(sound.length / 2);

        for (int i = 0; i < sound.length; i += 320) encoder.encode(Arrays.copyOfRange(sound, i, i + 320), payload);

        assertThat(Arrays.mismatch(payload.array(), bytes(name + ".g722"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"speech", "made", "hostile"})
    void decodesAsTheReferenceDoes(String name) throws IOException {
        ByteBuffer payload = ByteBuffer.wrap(bytes(name + ".g722"));
        var decoder = new G722Codec().decoder(Codec.G722, 16_000);
        short[] frame = new short[320];
        short[] sound = new short[payload.capacity() * 2];

        for (int at = 0; at < sound.length; at += 320) {
            payload.limit(Math.min(payload.capacity(), payload.position() + 160));
            int count = decoder.decode(payload, frame);
            System.arraycopy(frame, 0, sound, at, count);
        }

        assertThat(Arrays.mismatch(sound, samples(name + ".dec"))).isEqualTo(-1);
    }

    private static short[] samples(String file) throws IOException {
        byte[] bytes = bytes(file);
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static byte[] bytes(String file) throws IOException {
        try (var in = G722ReferenceTest.class.getResourceAsStream("/g722/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }
}
