package org.patchbay.io.rtp.srtp.internal;

import java.nio.ByteBuffer;
import org.patchbay.io.SrtpKey;

/** Opens what a peer has encrypted with one key. For one thread. */
public final class SrtpReceiver {
    private volatile SrtpKey key;
    private volatile KeyIdentifier identifier;
    private final Transform rtp;
    private final Transform rtcp;
    private final Sources sources = new Sources();
    private long rtpOpened;
    private long rtcpOpened;
    private boolean told;
    private final byte[] octets = new byte[Framing.MOST_OCTETS];

    public SrtpReceiver(SrtpKey key) {
        this.key = key;
        identifier = new KeyIdentifier(key.mki());
        rtp = Transform.ofRtp(SessionKeys.ofRtp(key));
        rtcp = Transform.ofRtcp(SessionKeys.ofRtcp(key));
    }

    public SrtpKey key() {
        return key;
    }

    /** Goes on by the name that {@code same} key has now. May be called from any thread. */
    public void rename(SrtpKey same) {
        if (!key.sameOctets(same)) throw new IllegalArgumentException("another key");
        if (key.equals(same)) return;
        key = same;
        identifier = new KeyIdentifier(same.mki());
    }

    /** Tells, once, that the peer has sent as many packets with its key as it said that this is for. */
    public boolean outlived() {
        if (Math.max(rtpOpened, rtcpOpened) < key.lifetime() || told) return false;
        told = true;
        return true;
    }

    /**
     * Opens an RTP packet, which is from 0 to the limit, in place.
     *
     * @return false, and the packet is as it was, when it isn't authentic or has been opened before
     */
    public boolean openRtp(ByteBuffer packet) {
        int length = identifier.remove(octets, take(packet), rtp);
        int header = Framing.header(octets, length);
        if (header < 0 || header + rtp.rtpTrailer() > length) return false;
        Source source = sources.of(Framing.rtpSsrc(octets));
        long index = source.index(Framing.sequence(octets));
        if (index < 0 || !source.rtp().isNew(index)) return false;
        int plain = rtp.openRtp(octets, header, length, source.ssrc(), index);
        if (plain == Transform.FORGED || !sources.keep(source)) return false;
        source.rtp().note(index);
        rtpOpened++;
        give(packet, plain);
        return true;
    }

    /** Opens an RTCP packet as {@link #openRtp} does with RTP. */
    public boolean openRtcp(ByteBuffer packet) {
        int length = identifier.remove(octets, take(packet), rtcp);
        if (length < Transform.RTCP_HEADER_OCTETS + rtcp.rtcpTrailer()) return false;
        Source source = sources.of(Framing.rtcpSsrc(octets));
        long index = rtcp.rtcpIndex(octets, length) & ~Transform.ENCRYPTED;
        if (!source.rtcp().isNew(index)) return false;
        int plain = rtcp.openRtcp(octets, length, source.ssrc());
        if (plain == Transform.FORGED || !sources.keep(source)) return false;
        source.rtcp().note(index);
        rtcpOpened++;
        give(packet, plain);
        return true;
    }

    private int take(ByteBuffer packet) {
        int length = packet.limit();
        if (length > octets.length) return -1;
        packet.get(0, octets, 0, length);
        return length;
    }

    private void give(ByteBuffer packet, int length) {
        packet.put(0, octets, 0, length).limit(length);
    }

    @Override
    public String toString() {
        return "SrtpReceiver[" + key.suite() + "]";
    }
}
