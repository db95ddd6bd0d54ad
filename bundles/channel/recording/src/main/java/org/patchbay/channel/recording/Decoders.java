package org.patchbay.channel.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.sound.pcm.Resampler;

/** What decodes one way of a recording, by payload type as agreed. Owned by the writer. */
final class Decoders {
    private final Supplier<List<Codec>> agreed;
    private final Function<Codec, Optional<AudioCodec>> codecs;
    private final int rateHz;
    private final Map<Integer, Stream> streams = new HashMap<>();

    /** @param agreed the codecs by the numbers that this way uses, asked for each packet */
    Decoders(Supplier<List<Codec>> agreed, Function<Codec, Optional<AudioCodec>> codecs, int rateHz) {
        this.agreed = agreed;
        this.codecs = codecs;
        this.rateHz = rateHz;
    }

    /** Returns the codec of sound that has that number; null for digits, comfort noise, and numbers that nobody has agreed on. */
    static @Nullable Codec codec(List<Codec> agreed, int payloadType) {
        for (Codec codec : agreed) if (codec.payloadType() == payloadType) return codec.carriesAudio() ? codec : null;
        return null;
    }

    int clockRateHz(Packet packet) {
        Stream stream = streams.get(packet.payloadType());
        return stream == null ? rateHz : stream.codec.clockRateHz();
    }

    /** Decodes it into the start of {@code samples}; returns how many there are, 0 when it is no sound that we know. */
    int decode(Packet packet, short[] samples) {
        Codec codec = codec(agreed.get(), packet.payloadType());
        if (codec == null) return 0;
        Stream stream = streams.get(packet.payloadType());
        if (stream == null || !stream.codec.equals(codec)) {
            if (stream != null) stream.decoder.close();
            stream = open(codec);
            if (stream == null) return 0;
            streams.put(packet.payloadType(), stream);
        }
        return stream.decode(packet, samples);
    }

    private @Nullable Stream open(Codec codec) {
        AudioCodec service = codecs.apply(codec).orElse(null);
        if (service == null) return null;
        int theirsHz = service.rateHz(rateHz);
        Resampler resampler = theirsHz == rateHz ? null : new Resampler(theirsHz, rateHz);
        return new Stream(codec, service.decoder(codec, theirsHz), resampler, new short[theirsHz * 120 / 1000]);
    }

    void close() {
        streams.values().forEach(stream -> stream.decoder.close());
        streams.clear();
    }

    private record Stream(
            Codec codec,
            AudioCodec.Decoder decoder,
            @Nullable Resampler resampler,
            short[] own) {
        int decode(Packet packet, short[] samples) {
            if (resampler == null) return decoder.decode(packet.payload(), samples);
            int count = decoder.decode(packet.payload(), own);
            var out = new short[resampler.room(count)];
            int made = Math.min(resampler.resample(own, count, out), samples.length);
            System.arraycopy(out, 0, samples, 0, made);
            return made;
        }
    }
}
