package org.patchbay.io.rtp.srtp.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.patchbay.io.SrtpSuite;

/** AES in counter mode and HMAC-SHA1 (RFC 3711 sections 4.1.1 and 4.2.1). */
final class CounterTransform implements Transform {
    private static final int LONG_TAG = 10;
    private static final int SHORT_TAG = 4;
    private static final int SSRC_AT = 4;
    private static final int INDEX_AT = 8;
    private static final int BLOCK = 16;

    private final Cipher cipher;
    private final Mac mac;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final int tag;
    private final byte[] counter = new byte[BLOCK];
    private final byte[] rollover = new byte[Integer.BYTES];
    private final byte[] digest = new byte[20];

    private CounterTransform(SessionKeys keys, int tag) {
        this.tag = tag;
        salt = Arrays.copyOf(keys.salt(), BLOCK);
        key = new SecretKeySpec(keys.encryption(), "AES");
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.authentication(), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has both
        }
    }

    static CounterTransform ofRtp(SessionKeys keys) {
        return new CounterTransform(keys, keys.suite() == SrtpSuite.AES_CM_128_HMAC_SHA1_32 ? SHORT_TAG : LONG_TAG);
    }

    // RFC 4568 section 6.2.2: the tag of RTCP is of 80 bits with both suites
    static CounterTransform ofRtcp(SessionKeys keys) {
        return new CounterTransform(keys, LONG_TAG);
    }

    @Override
    public int rtpTrailer() {
        return tag;
    }

    @Override
    public int rtcpTrailer() {
        return Integer.BYTES + tag;
    }

    // RFC 3711 sections 3.1 and 3.4: before the tag, which doesn't cover it
    @Override
    public int behindIdentifier() {
        return tag;
    }

    @Override
    public int sealRtp(byte[] packet, int header, int octets, int ssrc, long index) {
        crypt(packet, header, octets, ssrc, index);
        authenticateRtp(packet, octets, index);
        System.arraycopy(digest, 0, packet, octets, tag);
        return octets + tag;
    }

    @Override
    public int openRtp(byte[] packet, int header, int octets, int ssrc, long index) {
        int plain = octets - tag;
        authenticateRtp(packet, plain, index);
        if (!tagAt(packet, plain)) return FORGED;
        crypt(packet, header, plain, ssrc, index);
        return plain;
    }

    // RFC 3711 section 4.2: the tag covers the packet, and the rollover counter that isn't sent
    private void authenticateRtp(byte[] packet, int octets, long index) {
        Octets.put(rollover, 0, (int) (index >>> 16));
        mac.update(packet, 0, octets);
        mac.update(rollover, 0, rollover.length);
        digest();
    }

    @Override
    public int sealRtcp(byte[] packet, int octets, int ssrc, int index) {
        crypt(packet, RTCP_HEADER_OCTETS, octets, ssrc, index);
        Octets.put(packet, octets, index | ENCRYPTED);
        mac.update(packet, 0, octets + Integer.BYTES);
        digest();
        System.arraycopy(digest, 0, packet, octets + Integer.BYTES, tag);
        return octets + rtcpTrailer();
    }

    @Override
    public int openRtcp(byte[] packet, int octets, int ssrc) {
        int plain = octets - rtcpTrailer();
        mac.update(packet, 0, octets - tag);
        digest();
        if (!tagAt(packet, octets - tag)) return FORGED;
        int index = rtcpIndex(packet, octets);
        if ((index & ENCRYPTED) != 0) crypt(packet, RTCP_HEADER_OCTETS, plain, ssrc, index & ~ENCRYPTED);
        return plain;
    }

    @Override
    public int rtcpIndex(byte[] packet, int octets) {
        return Octets.integer(packet, octets - rtcpTrailer());
    }

    private void digest() {
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // it is long enough
        }
    }

    // all octets are looked at, so that the time does not tell how many are right
    private boolean tagAt(byte[] packet, int at) {
        int different = 0;
        for (int i = 0; i < tag; i++) different |= packet[at + i] ^ digest[i];
        return different == 0;
    }

    private void crypt(byte[] packet, int from, int to, int ssrc, long index) {
        System.arraycopy(salt, 0, counter, 0, BLOCK);
        Octets.xor(counter, SSRC_AT, ssrc);
        Octets.xor(counter, INDEX_AT, (int) (index >>> 16));
        Octets.xorShort(counter, INDEX_AT + Integer.BYTES, (int) index);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
            cipher.doFinal(packet, from, to - from, packet, from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // neither the key nor the length can be wrong
        }
    }
}
