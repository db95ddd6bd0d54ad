package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.patchbay.channel.media.mixing.Mixer;
import org.patchbay.channel.media.mixing.Voice;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/**
 * What those are told who only listen to a conference, which is the same for all: it is encoded once for each codec, as encoding is what a large conference
 * costs. Owned by the media clock.
 */
final class CommonSpeech {
    private static final int MOST_OCTETS = 1400;
    private static final int UNUSED_TICKS = 250;

    private final Mixer mixer;
    private final Map<Key, Stream> streams = new HashMap<>();
    private final short[] narrow = new short[Mixer.NARROW_HZ / 50];
    private final short[] wide = new short[Mixer.WIDE_HZ / 50];
    private long tick;

    /** A codec whatever number it has, and the rate of what it is given. */
    private record Key(String name, int clockRateHz, int channels, String parameters, int rateHz) {}

    /** What is told in one codec. */
    private static final class Stream {
        private final Encoding encoding;
        private final ByteBuffer payload = ByteBuffer.allocateDirect(MOST_OCTETS);
        private long made = -1;

        Stream(Encoding encoding) {
            this.encoding = encoding;
        }
    }

    CommonSpeech(Mixer mixer) {
        this.mixer = mixer;
    }

    /** Begins the next 20 ms. */
    void next() {
        tick++;
        streams.values().removeIf(this::isUnused);
    }

    private boolean isUnused(Stream stream) {
        boolean unused = tick - stream.made > UNUSED_TICKS;
        if (unused) stream.encoding.close();
        return unused;
    }

    /** Returns what {@code voice} hears. */
    short[] heardBy(Voice voice) {
        short[] frame = voice.rateHz() == Mixer.WIDE_HZ ? wide : narrow;
        mixer.heardBy(voice, frame);
        return frame;
    }

    /** Returns the payload, from its start to its limit, of what {@code voice}, of whom nobody hears anything, hears. */
    ByteBuffer payload(Codec codec, AudioCodec service, Voice voice) {
        var key = new Key(codec.name(), codec.clockRateHz(), codec.channels(), codec.parameters(), voice.rateHz());
        Stream stream = streams.get(key);
        if (stream == null) {
            stream = new Stream(new Encoding(service, codec, voice.rateHz()));
            streams.put(key, stream);
        }
        if (stream.made != tick) {
            stream.made = tick;
            stream.encoding.put(heardBy(voice), stream.payload.clear());
            stream.payload.flip();
        }
        return stream.payload;
    }

    /** Frees the codecs. */
    void close() {
        streams.values().forEach(stream -> stream.encoding.close());
        streams.clear();
    }
}
