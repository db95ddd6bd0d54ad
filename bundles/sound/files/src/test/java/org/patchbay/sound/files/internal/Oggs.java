package org.patchbay.sound.files.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** Ogg files with packets that are no Opus, but that the codec here takes for it: each is 20 ms of its first octet times 100. */
final class Oggs {
    static final int SERIAL = 77;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int number;

    Oggs page(int flags, long granule, byte[]... packets) {
        return page(flags, granule, SERIAL, packets);
    }

    Oggs page(int flags, long granule, int serial, byte[]... packets) {
        List<Byte> lacing = new ArrayList<>();
        var body = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            for (int i = 0; i < packet.length / 255; i++) lacing.add((byte) 255);
            lacing.add((byte) (packet.length % 255));
            body.writeBytes(packet);
        }
        return raw(flags, granule, serial, lacing, body.toByteArray());
    }

    Oggs raw(int flags, long granule, int serial, List<Byte> lacing, byte[] body) {
        ByteBuffer page = Wavs.little(27 + lacing.size() + body.length);
        page.put(Wavs.ascii("OggS"))
                .put((byte) 0)
                .put((byte) flags)
                .putLong(granule)
                .putInt(serial);
        page.putInt(number++).putInt(0).put((byte) lacing.size());
        lacing.forEach(page::put);
        page.put(body);
        page.putInt(22, OggCrc.of(page, 0, page.capacity()));
        out.writeBytes(page.array());
        return this;
    }

    Oggs skipNumber() {
        number++;
        return this;
    }

    Oggs garbage(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    Oggs head(int preSkip) {
        return head(preSkip, 1, 0, 0);
    }

    Oggs head(int preSkip, int channels, int gain, int family) {
        page(2, 0, opusHead(preSkip, channels, gain, family));
        return page(0, 0, Wavs.ascii("OpusTags and whatever"));
    }

    static byte[] opusHead(int preSkip, int channels, int gain, int family) {
        return Wavs.little(19)
                .put(Wavs.ascii("OpusHead"))
                .put((byte) 1)
                .put((byte) channels)
                .putShort((short) preSkip)
                .putInt(48_000)
                .putShort((short) gain)
                .put((byte) family)
                .array();
    }

    static byte[] packet(int value) {
        return new byte[] {(byte) value, 1, 2, 3};
    }

    static byte[] packet(int value, int length) {
        var packet = new byte[length];
        packet[0] = (byte) value;
        return packet;
    }

    byte[] file() {
        return out.toByteArray();
    }

    /** A codec that makes 320 samples of each packet. */
    static final AudioCodec CODEC = new AudioCodec() {
        @Override
        public Codec codec() {
            return Codec.OPUS;
        }

        @Override
        public int rateHz(int wantedHz) {
            return 16_000;
        }

        @Override
        public Encoder encoder(Codec agreed, int rateHz) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decoder decoder(Codec agreed, int rateHz) {
            return (payload, samples) -> {
                if (!payload.hasRemaining()) return 0;
                int value = payload.get() * 100;
                for (int i = 0; i < 320; i++) samples[i] = (short) value;
                return 320;
            };
        }
    };
}
