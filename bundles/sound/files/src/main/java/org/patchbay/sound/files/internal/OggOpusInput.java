package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.sound.files.internal.OggPackets.Packet;

/** Opus in Ogg (RFC 7845), decoded by whatever codec there is. */
final class OggOpusInput implements SoundInput {
    private static final int GRANULE_HZ = 48_000;
    private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);

    private final OggPackets packets;
    private final AudioCodec codec;
    private final int rateHz;
    private final short[] decoded;
    private AudioCodec.Decoder decoder;
    private OpusHead head;
    private long toSkip;
    private long pageGranule;
    private long pageDecoded;
    private int from;
    private int to;

    OggOpusInput(OctetInput file, AudioCodec codec) throws IOException {
        this.packets = new OggPackets(file);
        this.codec = codec;
        this.rateHz = codec.rateHz(16_000);
        this.decoded = new short[rateHz * 120 / 1000];
        Packet first = packets.next();
        if (first == null) throw new UnreadableSoundException("not an Ogg file: it has no whole page");
        this.head = OpusHead.read(first.octets());
        this.decoder = codec.decoder(Codec.OPUS, rateHz);
        begin(head);
    }

    private void begin(OpusHead next) {
        head = next;
        toSkip = (long) next.preSkip() * rateHz / GRANULE_HZ;
        pageGranule = 0;
        pageDecoded = 0;
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples) throws IOException {
        while (from == to) {
            Packet packet = packets.next();
            if (packet == null) return -1;
            decode(packet);
        }
        int count = Math.min(to - from, samples.length);
        System.arraycopy(decoded, from, samples, 0, count);
        from += count;
        return count;
    }

    private void decode(Packet packet) throws IOException {
        from = 0;
        to = 0;
        if (packet.first()) restart(packet);
        else if (!isTags(packet.octets())) play(packet);
    }

    private void restart(Packet packet) throws IOException {
        decoder.close();
        decoder = codec.decoder(Codec.OPUS, rateHz);
        begin(OpusHead.read(packet.octets()));
    }

    private static boolean isTags(ByteBuffer packet) {
        return packet.remaining() >= TAGS.length && Arrays.equals(packet.array(), 0, TAGS.length, TAGS, 0, TAGS.length);
    }

    private void play(Packet packet) {
        int count = decoder.decode(packet.octets(), decoded);
        to = (int) Math.min(count, allowed(packet));
        pageDecoded += count;
        from = (int) Math.min(toSkip, to);
        toSkip -= from;
        if (packet.endsPage() && packet.granule() >= 0) {
            pageGranule = packet.granule();
            pageDecoded = 0;
        }
        if (head.gain() != 1) for (int i = from; i < to; i++) decoded[i] = louder(decoded[i]);
    }

    // RFC 7845 section 4.4: of the last page only so much is played as its granule position says
    private long allowed(Packet packet) {
        if (!packet.last() || packet.granule() < pageGranule) return Long.MAX_VALUE;
        return Math.max(0, (packet.granule() - pageGranule) * rateHz / GRANULE_HZ - pageDecoded);
    }

    private short louder(short sample) {
        return (short) Math.clamp(Math.round(sample * head.gain()), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        packets.close();
    }

    /** Returns the codec of Opus among {@code codecs}. */
    static @Nullable AudioCodec opus(Iterable<AudioCodec> codecs) {
        for (AudioCodec one : codecs) if (one.codec().sameEncoding(Codec.OPUS)) return one;
        return null;
    }
}
