package org.patchbay.io.rtp.srtp.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** What packets of one kind, RTP or RTCP, are encrypted and authenticated with; derived from the master key. */
record SessionKeys(SrtpSuite suite, byte[] encryption, byte[] authentication, byte[] salt) {
    private static final int BLOCK = 16;
    private static final int LABEL_AT = 7;
    private static final int AUTHENTICATION_OCTETS = 20;
    private static final int RTP_LABEL = 0;
    private static final int RTCP_LABEL = 3;

    static SessionKeys ofRtp(SrtpKey master) {
        return derived(master, RTP_LABEL);
    }

    static SessionKeys ofRtcp(SrtpKey master) {
        return derived(master, RTCP_LABEL);
    }

    // RFC 3711 section 4.3.2: labels 0 to 2 for RTP, 3 to 5 for RTCP
    private static SessionKeys derived(SrtpKey master, int label) {
        SrtpSuite suite = master.suite();
        byte[] encryption = derived(master, label, suite.keyOctets());
        byte[] authentication = suite.aead() ? new byte[0] : derived(master, label + 1, AUTHENTICATION_OCTETS);
        return new SessionKeys(suite, encryption, authentication, derived(master, label + 2, suite.saltOctets()));
    }

    /**
     * RFC 3711 section 4.3.3: the key stream of AES in counter mode, with a counter of the salt, the label and 16 bits. A shorter salt is
     * filled up at its end (RFC 7714 section 11). Keys are derived once: no rate was agreed on.
     */
    static byte[] derived(SrtpKey master, int label, int octets) {
        byte[] counter = Arrays.copyOf(master.salt(), BLOCK);
        counter[LABEL_AT] ^= (byte) label;
        byte[] blocks = new byte[(octets + BLOCK - 1) / BLOCK * BLOCK];
        for (int at = 0; at < blocks.length; at += BLOCK) {
            System.arraycopy(counter, 0, blocks, at, BLOCK);
            blocks[at + BLOCK - 1] = (byte) (at / BLOCK);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.key(), "AES"));
            return Arrays.copyOf(cipher.doFinal(blocks), octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has AES
        }
    }

    @Override
    public String toString() {
        return "SessionKeys[" + suite + "]";
    }
}
