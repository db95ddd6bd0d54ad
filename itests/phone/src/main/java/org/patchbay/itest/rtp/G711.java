package org.patchbay.itest.rtp;

/** G.711 (ITU-T G.711; the companding laws as linear 16 bit samples). */
public final class G711 {
    private G711() {}

    public static short fromMuLaw(byte coded) {
        int value = ~coded & 0xff;
        int magnitude = (((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4);
        return (short) ((value & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84);
    }

    public static byte[] toMuLaw(short[] samples) {
        byte[] coded = new byte[samples.length];
        for (int i = 0; i < coded.length; i++) coded[i] = toMuLaw(samples[i]);
        return coded;
    }

    private static byte toMuLaw(short sample) {
        int magnitude = Math.min(Math.abs(sample), 32_635) + 0x84;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int coded = (sample < 0 ? 0x80 : 0) | segment << 4 | magnitude >> segment + 3 & 0x0f;
        return (byte) ~coded;
    }

    public static short fromALaw(byte coded) {
        int value = (coded ^ 0x55) & 0xff;
        int segment = (value & 0x70) >> 4;
        int magnitude = ((value & 0x0f) << 4) + 8;
        if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
        return (short) ((value & 0x80) != 0 ? magnitude : -magnitude);
    }

    /** Decodes a payload of type 0 or 8. */
    public static short[] decode(RtpPacket packet) {
        byte[] payload = packet.payload();
        short[] samples = new short[payload.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = packet.payloadType() == 8 ? fromALaw(payload[i]) : fromMuLaw(payload[i]);
        }
        return samples;
    }
}
