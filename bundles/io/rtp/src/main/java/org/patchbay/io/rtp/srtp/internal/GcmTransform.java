package org.patchbay.io.rtp.srtp.internal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois/counter mode (RFC 7714 sections 8 and 9). */
final class GcmTransform implements Transform {
    private static final int TAG = 16;
    private static final int TAG_BITS = 8 * TAG;
    private static final int SSRC_AT = 2;
    private static final int ROLLOVER_AT = 6;
    private static final int SEQUENCE_AT = 10;
    private static final int RTCP_INDEX_AT = 8;
    private static final int NONCE = 12;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final byte[] nonce = new byte[NONCE];
    private final byte[] word = new byte[Integer.BYTES];
    // a packet that fails must stay as it was, and a failed decryption in place may leave anything
    private byte[] opened = new byte[0];

    GcmTransform(SessionKeys keys) {
        salt = keys.salt().clone();
        key = new SecretKeySpec(keys.encryption(), "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    @Override
    public int rtpTrailer() {
        return TAG;
    }

    @Override
    public int rtcpTrailer() {
        return TAG + Integer.BYTES;
    }

    // RFC 7714 sections 8.2 and 9.4: the tag belongs to what is encrypted
    @Override
    public int behindIdentifier() {
        return 0;
    }

    @Override
    public int sealRtp(byte[] packet, int header, int octets, int ssrc, long index) {
        nonceOfRtp(ssrc, index);
        try {
            begin(Cipher.ENCRYPT_MODE);
            cipher.updateAAD(packet, 0, header);
            return header + cipher.doFinal(packet, header, octets - header, packet, header);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // a nonce is not used twice: the caller counts
        }
    }

    @Override
    public int openRtp(byte[] packet, int header, int octets, int ssrc, long index) {
        nonceOfRtp(ssrc, index);
        try {
            begin(Cipher.DECRYPT_MODE);
            cipher.updateAAD(packet, 0, header);
            return header + open(packet, header, octets);
        } catch (AEADBadTagException e) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the caller has checked the length
        }
    }

    @Override
    public int sealRtcp(byte[] packet, int octets, int ssrc, int index) {
        nonceOfRtcp(ssrc, index);
        Octets.put(word, 0, index | ENCRYPTED);
        try {
            begin(Cipher.ENCRYPT_MODE);
            cipher.updateAAD(packet, 0, RTCP_HEADER_OCTETS);
            cipher.updateAAD(word, 0, word.length);
            cipher.doFinal(packet, RTCP_HEADER_OCTETS, octets - RTCP_HEADER_OCTETS, packet, RTCP_HEADER_OCTETS);
            System.arraycopy(word, 0, packet, octets + TAG, word.length);
            return octets + rtcpTrailer();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // a nonce is not used twice: the caller counts
        }
    }

    @Override
    public int openRtcp(byte[] packet, int octets, int ssrc) {
        int index = rtcpIndex(packet, octets);
        int sealed = octets - Integer.BYTES;
        // RFC 7714 section 9.3: what isn't encrypted is authenticated as a whole
        int plain = (index & ENCRYPTED) != 0 ? RTCP_HEADER_OCTETS : sealed - TAG;
        nonceOfRtcp(ssrc, index & ~ENCRYPTED);
        try {
            begin(Cipher.DECRYPT_MODE);
            cipher.updateAAD(packet, 0, plain);
            cipher.updateAAD(packet, sealed, Integer.BYTES);
            return plain + open(packet, plain, sealed);
        } catch (AEADBadTagException e) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the caller has checked the length
        }
    }

    @Override
    public int rtcpIndex(byte[] packet, int octets) {
        return Octets.integer(packet, octets - Integer.BYTES);
    }

    private void begin(int mode) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    }

    private int open(byte[] packet, int from, int to) throws GeneralSecurityException {
        if (opened.length < packet.length) opened = new byte[packet.length];
        int octets = cipher.doFinal(packet, from, to - from, opened, 0);
        System.arraycopy(opened, 0, packet, from, octets);
        return octets;
    }

    // RFC 7714 section 8.1: two octets of zero, SSRC, rollover counter, sequence number
    private void nonceOfRtp(int ssrc, long index) {
        System.arraycopy(salt, 0, nonce, 0, NONCE);
        Octets.xor(nonce, SSRC_AT, ssrc);
        Octets.xor(nonce, ROLLOVER_AT, (int) (index >>> 16));
        Octets.xorShort(nonce, SEQUENCE_AT, (int) index);
    }

    // RFC 7714 section 9.1: two octets of zero, SSRC, two of zero, a bit of zero and the index
    private void nonceOfRtcp(int ssrc, int index) {
        System.arraycopy(salt, 0, nonce, 0, NONCE);
        Octets.xor(nonce, SSRC_AT, ssrc);
        Octets.xor(nonce, RTCP_INDEX_AT, index);
    }
}
