package org.patchbay.io.rtp.srtp.internal;

/**
 * Encrypts and authenticates packets of one kind with one session key. A packet lies at the beginning of an array that has room for {@link
 * #OVERHEAD_OCTETS} more; what returns a length changes the array. For one thread at a time.
 */
sealed interface Transform permits CounterTransform, GcmTransform {
    /** No suite makes a packet longer by more. */
    int OVERHEAD_OCTETS = 20;

    /** What is returned instead of a length for a packet that isn't authentic; it is left as it was. */
    int FORGED = -1;

    /** The bit that tells that an RTCP packet is encrypted (RFC 3711 section 3.4). */
    int ENCRYPTED = 0x8000_0000;

    /** The part of an RTCP packet that is never encrypted. */
    int RTCP_HEADER_OCTETS = 8;

    static Transform ofRtp(SessionKeys keys) {
        return keys.suite().aead() ? new GcmTransform(keys) : CounterTransform.ofRtp(keys);
    }

    static Transform ofRtcp(SessionKeys keys) {
        return keys.suite().aead() ? new GcmTransform(keys) : CounterTransform.ofRtcp(keys);
    }

    /**
     * Returns the length of the sealed RTP packet.
     *
     * @param header how many octets stay plain
     * @param index the rollover counter and the sequence number (RFC 3711 section 3.3.1)
     */
    int sealRtp(byte[] packet, int header, int octets, int ssrc, long index);

    /** Returns the length of the opened RTP packet, or {@link #FORGED}. */
    int openRtp(byte[] packet, int header, int octets, int ssrc, long index);

    /** Returns the length of the sealed RTCP packet, which ends with {@code index}. */
    int sealRtcp(byte[] packet, int octets, int ssrc, int index);

    /** Returns the length of the opened RTCP packet, or {@link #FORGED}. */
    int openRtcp(byte[] packet, int octets, int ssrc);

    /** Returns the index of a sealed RTCP packet with {@link #ENCRYPTED} where that is set. */
    int rtcpIndex(byte[] packet, int octets);

    /** Returns how many octets a sealed RTCP packet has beside the plain ones. */
    int rtcpTrailer();

    /** Returns how many octets a sealed RTP packet has beside the plain ones. */
    int rtpTrailer();

    /** Returns how many octets of a sealed packet come after the master key identifier. */
    int behindIdentifier();
}
