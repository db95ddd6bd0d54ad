package org.patchbay.io.rtp.srtp.internal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** Seals and opens packets for nobody: the first ones load the ciphers, which takes so long that all calls of a loop would stutter. */
public final class Rehearsal {
    private static final int PACKETS = 300;
    private static final int RTP_OCTETS = 172;

    private Rehearsal() {}

    /** Returns how many packets were opened as they were sealed. */
    public static int run() {
        return opened(SrtpSuite.AES_CM_128_HMAC_SHA1_80) + opened(SrtpSuite.AEAD_AES_128_GCM);
    }

    private static int opened(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        var sender = new SrtpSender(key);
        var receiver = new SrtpReceiver(key);
        ByteBuffer packet = ByteBuffer.allocate(RTP_OCTETS).put(0, (byte) 0x80);
        int opened = 0;
        for (int sequence = 0; sequence < PACKETS; sequence++) {
            ByteBuffer sealed = sender.sealRtp(packet.putShort(2, (short) sequence));
            if (sealed != null && receiver.openRtp(sealed)) opened++;
        }
        return opened;
    }
}
