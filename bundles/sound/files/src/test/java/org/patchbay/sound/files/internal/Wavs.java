package org.patchbay.sound.files.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files, also wrong ones. */
final class Wavs {
    private Wavs() {}

    static byte[] file(byte[]... chunks) {
        var body = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) body.writeBytes(chunk);
        ByteBuffer out = little(12 + body.size());
        out.put(ascii("RIFF")).putInt(4 + body.size()).put(ascii("WAVE")).put(body.toByteArray());
        return out.array();
    }

    static byte[] chunk(String name, byte[] body) {
        return chunk(name, body, body.length);
    }

    /** @param length as it says */
    static byte[] chunk(String name, byte[] body, int length) {
        ByteBuffer out = little(8 + body.length + (body.length & 1));
        out.put(ascii(name)).putInt(length).put(body);
        return out.array();
    }

    static byte[] format(int encoding, int channels, int rateHz, int bits) {
        ByteBuffer out = little(16);
        int frame = channels * bits / 8;
        out.putShort((short) encoding).putShort((short) channels).putInt(rateHz).putInt(rateHz * frame);
        return chunk("fmt ", out.putShort((short) frame).putShort((short) bits).array());
    }

    static byte[] of(int encoding, int channels, int rateHz, int bits, byte[] data) {
        return file(format(encoding, channels, rateHz, bits), chunk("data", data));
    }

    static byte[] shorts(int... samples) {
        ByteBuffer out = little(2 * samples.length);
        for (int sample : samples) out.putShort((short) sample);
        return out.array();
    }

    static byte[] mono(int rateHz, short[] samples) {
        ByteBuffer out = little(2 * samples.length);
        for (short sample : samples) out.putShort(sample);
        return of(1, 1, rateHz, 16, out.array());
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
