package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.media.jitter.Arrival;
import org.patchbay.channel.media.jitter.JitterBuffer;
import org.patchbay.channel.media.jitter.JitterCounters;
import org.patchbay.channel.media.mixing.RateChange;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/**
 * What one leg's peer says, as frames of linear sound: in order, made up where it was lost, with comfort noise where the peer asks for it (RFC 3389).
 * Packets are {@linkplain #arrived taken} on the relay loop; all else is the media clock's.
 */
final class Hearing {
    private static final int COMFORT_NOISE = 13; // RFC 3551 table 4
    private static final int LONGEST_MILLIS = 120;
    private static final int FRAME_MILLIS = 20;
    private static final int NEVER = -1;

    private final Codecs codecs;
    private final int rateHz;
    private final int frame;
    private final LongSupplier nanoTime;
    private final JitterBuffer buffer;
    private final short[] ready;
    private final short[] decoded;
    private int count;
    private volatile List<Codec> agreed = List.of();
    private @Nullable Codec heard;
    private AudioCodec.@Nullable Decoder decoder;
    private @Nullable RateChange change;
    private short[] own = new short[0];
    private int noise = NEVER;
    private int random;

    /** @param clockRateHz of the timestamps of what the peer sends */
    Hearing(Codecs codecs, int clockRateHz, int rateHz, JitterSettings settings, LongSupplier nanoTime) {
        this.codecs = codecs;
        this.rateHz = rateHz;
        this.frame = rateHz / 50;
        this.nanoTime = nanoTime;
        this.buffer = new JitterBuffer(clockRateHz, settings.shortest(), settings.longest());
        this.decoded = new short[rateHz * LONGEST_MILLIS / 1000];
        this.ready = new short[decoded.length + frame];
        this.random = RandomGenerator.getDefault().nextInt() | 1;
    }

    /** Says what the payload types of the peer's packets stand for. May be called from any thread. */
    void agreed(List<Codec> byNumber) {
        agreed = byNumber;
    }

    /** Takes a packet on the relay loop. */
    void arrived(ByteBuffer packet) {
        buffer.put(packet, nanoTime.getAsLong());
    }

    JitterCounters counters() {
        return buffer.counters();
    }

    /** Fills {@code out} with the next 20 ms; returns false when the peer says nothing. */
    boolean hear(short[] out) {
        while (count < frame && more()) {}
        boolean something = count > 0;
        int there = Math.min(count, frame);
        System.arraycopy(ready, 0, out, 0, there);
        count -= there;
        System.arraycopy(ready, there, ready, 0, count);
        if (there < frame) fill(out, there);
        return something || noise != NEVER;
    }

    /** Puts the next sound behind what is ready; returns false when there is none. */
    private boolean more() {
        switch (buffer.next(nanoTime.getAsLong())) {
            case PACKET -> decode(buffer.current());
            case LOST -> conceal(buffer.missing(), buffer.following());
            case STRETCH -> conceal(Duration.ofMillis(FRAME_MILLIS), null);
            case NOTHING -> {
                return false;
            }
        }
        return true;
    }

    private void decode(Arrival packet) {
        int type = packet.payloadType();
        Codec codec = codec(type);
        if (codec == null || !codec.carriesAudio()) {
            boolean comfort =
                    type == COMFORT_NOISE || codec != null && codec.name().equalsIgnoreCase("CN");
            ByteBuffer payload = packet.payload();
            if (comfort && payload.hasRemaining()) noise = loudness(payload.get() & 0x7F);
            return;
        }
        noise = NEVER;
        if (!codec.equals(heard)) turnTo(codec);
        AudioCodec.Decoder with = decoder;
        if (with != null) append(with.decode(packet.payload(), into()));
    }

    private @Nullable Codec codec(int payloadType) {
        List<Codec> byNumber = agreed;
        for (int i = 0; i < byNumber.size(); i++) {
            Codec codec = byNumber.get(i);
            if (codec.payloadType() == payloadType) return codec;
        }
        return null;
    }

    private void turnTo(Codec codec) {
        close();
        heard = codec;
        AudioCodec service = codecs.find(codec).orElse(null);
        if (service == null) return;
        int theirsHz = service.rateHz(rateHz);
        decoder = service.decoder(codec, theirsHz);
        change = theirsHz == rateHz ? null : new RateChange(theirsHz, rateHz);
        own = change == null ? new short[0] : new short[theirsHz * LONGEST_MILLIS / 1000];
    }

    private short[] into() {
        return change == null ? decoded : own;
    }

    private void conceal(Duration missing, @Nullable Arrival following) {
        AudioCodec.Decoder with = decoder;
        if (with == null) return;
        for (long left = missing.toMillis(); left > 0; left -= FRAME_MILLIS) {
            boolean last = left <= FRAME_MILLIS;
            append(last && following != null ? with.recover(following.payload(), into()) : with.conceal(into()));
        }
    }

    /** Takes the {@code made} first samples of {@link #into}. */
    private void append(int made) {
        int room = ready.length - count;
        RateChange other = change;
        int more = Math.min(other == null ? made : other.all(own, made, decoded), room);
        System.arraycopy(decoded, 0, ready, count, more);
        count += more;
    }

    private void fill(short[] out, int from) {
        if (noise == NEVER) Arrays.fill(out, from, frame, (short) 0);
        else for (int i = from; i < frame; i++) out[i] = (short) (white() * noise >> 15);
    }

    private int white() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return (short) random;
    }

    // RFC 3389 section 3.1: -dBov; a square wave of full scale has 0, white noise between two limits sqrt(3) less
    private static int loudness(int decibelsBelow) {
        return (int) (Short.MAX_VALUE * Math.min(1, Math.sqrt(3) * Math.pow(10, -decibelsBelow / 20.0)));
    }

    /** Frees the codec. */
    void close() {
        AudioCodec.Decoder last = decoder;
        decoder = null;
        heard = null;
        if (last != null) last.close();
    }
}
