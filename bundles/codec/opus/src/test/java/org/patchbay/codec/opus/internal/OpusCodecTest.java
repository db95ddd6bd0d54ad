package org.patchbay.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.media.AudioCodec.Decoder;
import org.patchbay.media.AudioCodec.Encoder;
import org.patchbay.media.Codec;

class OpusCodecTest {
    /** A million when they are to be sure of it; see docs/codecs.md. */
    private static final int RANDOM_PAYLOADS = Integer.getInteger("patchbay.fuzz.payloads", 3000);

    private final ByteBuffer payload = ByteBuffer.allocate(OpusEngine.LONGEST_PAYLOAD);

    static Stream<OpusEngine> engines() {
        List<OpusEngine> engines = new ArrayList<>(List.of(new Concentus()));
        if (Engines.of("auto") instanceof LibOpus libOpus) engines.add(libOpus);
        return engines.stream();
    }

    static Stream<Arguments> enginesAtEachRate() {
        return engines().flatMap(engine -> Stream.of(8000, 16_000, 48_000).map(rate -> Arguments.of(engine, rate)));
    }

    @ParameterizedTest
    @MethodSource("enginesAtEachRate")
    void keepsTheSpectrumOfSpeech(OpusEngine engine, int rateHz) {
        short[] sent = Speech.of(rateHz, 100);
        short[] heard = roundTrip(engine, rateHz, sent, "");

        assertThat(Spectrum.distance(sent, heard, rateHz)).isLessThan(4);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void decodesAtAnotherRateThanItWasEncodedAt(OpusEngine engine) { // RFC 7587 section 4.1
        short[] samples = new short[960];
        engine.encoder(settings(8000, "")).encode(new short[160], payload);

        assertThat(engine.decoder(48_000).decode(payload.flip(), samples)).isEqualTo(960);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void staysUnderTheBitrateThatThePeerHasSet(OpusEngine engine) { // RFC 7587 section 6.1, maxaveragebitrate
        assertThat(bytesPerSecond(engine, "maxaveragebitrate=10000") * 8).isLessThan(12_000);
        assertThat(bytesPerSecond(engine, "") * 8).isGreaterThan(14_000);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void saysAlmostNothingInSilenceWhenThePeerWantsDtx(OpusEngine engine) { // RFC 7587 section 6.1, usedtx
        int with = smallestOfSilence(engine, "usedtx=1");
        int without = smallestOfSilence(engine, "usedtx=0");

        assertThat(with).isLessThanOrEqualTo(2);
        assertThat(without).isGreaterThan(2);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void encodesNoMoreOfTheSpectrumThanThePeerPlays(OpusEngine engine) { // RFC 7587 section 6.1, maxplaybackrate
        var encoder = engine.encoder(settings(48_000, "maxplaybackrate=8000"));
        short[] sent = Speech.of(48_000, 1);
        encoder.encode(sent, payload);

        // RFC 6716 section 3.1: configurations 0 to 3 are SILK, narrow band; 16 to 19 are CELT
        assertThat((payload.get(0) & 0xFF) >> 3).isIn(0, 1, 2, 3, 16, 17, 18, 19);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void recoversALostFrameFromTheNextBetterThanItConceals(OpusEngine engine) { // RFC 7587 section 3.3
        double recovered = lossyDistance(engine, true);
        double concealed = lossyDistance(engine, false);

        assertThat(recovered).isLessThan(concealed);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void answersEmptyAndOverlongPayloadsWithNothing(OpusEngine engine) {
        try (var decoder = engine.decoder(8000)) {
            assertThat(decoder.decode(ByteBuffer.allocate(0), new short[960])).isZero();
            assertThat(decoder.decode(ByteBuffer.allocate(9000), new short[960]))
                    .isZero();
            assertThat(decoder.conceal(new short[10])).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAtEachRate")
    void outlivesRandomPayloads(OpusEngine engine, int rateHz) {
        Random random = new Random(rateHz);
        byte[] bytes = new byte[400];
        short[] samples = new short[rateHz / 50 * 6];
        try (var decoder = engine.decoder(rateHz)) {
            for (int i = 0; i < RANDOM_PAYLOADS; i++) {
                random.nextBytes(bytes);
                ByteBuffer hostile =
                        ByteBuffer.wrap(bytes, 0, random.nextInt(1, random.nextBoolean() ? 12 : bytes.length));
                int count =
                        random.nextInt(8) == 0 ? decoder.recover(hostile, samples) : decoder.decode(hostile, samples);
                assertThat(count).isBetween(0, samples.length);
            }
            assertThat(decodesSpeechAgain(engine, decoder, rateHz)).isTrue();
        }
    }

    private boolean decodesSpeechAgain(OpusEngine engine, Decoder decoder, int rateHz) {
        short[] frame = new short[rateHz / 50 * 6];
        try (var encoder = engine.encoder(settings(rateHz, ""))) {
            payload.clear();
            encoder.encode(Speech.of(rateHz, 1), payload);
            return decoder.decode(payload.flip(), frame) == rateHz / 50;
        }
    }

    private double lossyDistance(OpusEngine engine, boolean recovering) {
        int rateHz = 16_000;
        short[] sent = Speech.of(rateHz, 150);
        short[] heard = new short[sent.length];
        short[] frame = new short[320];
        boolean lost = false;
        try (Encoder encoder = engine.encoder(settings(rateHz, "useinbandfec=1;maxaveragebitrate=30000"));
                Decoder decoder = engine.decoder(rateHz)) {
            for (int i = 0; i < sent.length / 320; i++) {
                encode(encoder, sent, i, 320);
                if (lost) {
                    int made = recovering ? decoder.recover(payload, frame) : decoder.conceal(frame);
                    System.arraycopy(frame, 0, heard, (i - 1) * 320, made);
                }
                lost = i % 5 == 2;
                if (!lost) {
                    int count = decoder.decode(payload, frame);
                    System.arraycopy(frame, 0, heard, i * 320, count);
                }
            }
        }
        return Spectrum.distance(sent, heard, rateHz);
    }

    private short[] roundTrip(OpusEngine engine, int rateHz, short[] sent, String parameters) {
        int length = rateHz / 50;
        short[] heard = new short[sent.length];
        short[] frame = new short[length];
        try (Encoder encoder = engine.encoder(settings(rateHz, parameters));
                Decoder decoder = engine.decoder(rateHz)) {
            for (int i = 0; i < sent.length / length; i++) {
                encode(encoder, sent, i, length);
                assertThat(decoder.decode(payload, frame)).isEqualTo(length);
                System.arraycopy(frame, 0, heard, i * length, length);
            }
        }
        return heard;
    }

    private int bytesPerSecond(OpusEngine engine, String parameters) {
        short[] sent = Speech.of(16_000, 100);
        int bytes = 0;
        try (Encoder encoder = engine.encoder(settings(16_000, parameters))) {
            for (int i = 0; i < 100; i++) {
                encode(encoder, sent, i, 320);
                bytes += payload.remaining();
            }
        }
        return bytes / 2;
    }

    private int smallestOfSilence(OpusEngine engine, String parameters) {
        int smallest = Integer.MAX_VALUE;
        try (Encoder encoder = engine.encoder(settings(16_000, parameters))) {
            short[] silence = new short[320 * 60];
            for (int i = 0; i < 60; i++) {
                encode(encoder, silence, i, 320);
                smallest = Math.min(smallest, payload.remaining());
            }
        }
        return smallest;
    }

    private void encode(Encoder encoder, short[] sound, int index, int length) {
        short[] frame = new short[length];
        System.arraycopy(sound, index * length, frame, 0, length);
        payload.clear();
        encoder.encode(frame, payload);
        payload.flip();
    }

    private static EncoderSettings settings(int rateHz, String parameters) {
        return new EncoderSettings(rateHz, 5, Fmtp.of(new Codec(107, "opus", 48_000, 2, parameters)));
    }
}
