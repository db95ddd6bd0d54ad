package org.patchbay.io.rtp.srtp.internal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.SrtpKey;

/** Encrypts with one key what goes to a peer. For one thread at a time, until it is done with what it got. */
public final class SrtpSender {
    private static final long MOST_RTCP = Integer.MAX_VALUE;

    private volatile SrtpKey key;
    private volatile KeyIdentifier identifier;
    private final Transform rtp;
    private final Transform rtcp;
    private final Sources sources = new Sources();
    private final byte[] octets = new byte[Framing.MOST_OCTETS + Transform.OVERHEAD_OCTETS + KeyIdentifier.MOST_OCTETS];
    private final ByteBuffer sealed = ByteBuffer.allocateDirect(octets.length);

    public SrtpSender(SrtpKey key) {
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

    /**
     * Returns {@code packet} sealed, in a buffer that the next one will be in; null when it must not be sent. That is so with a sequence
     * number that was there before, which would betray what both packets have in them (RFC 3711 section 9.1).
     */
    public @Nullable ByteBuffer sealRtp(ByteBuffer packet) {
        int length = take(packet);
        int header = Framing.header(octets, length);
        if (header < 0) return null;
        Source source = sources.of(Framing.rtpSsrc(octets));
        long index = source.index(Framing.sequence(octets));
        if (index < 0 || !source.rtp().isNew(index) || !sources.keep(source)) return null;
        source.rtp().note(index);
        return give(identifier.insert(octets, rtp.sealRtp(octets, header, length, source.ssrc(), index), rtp));
    }

    /** Returns an RTCP packet sealed, as {@link #sealRtp} does with RTP. */
    public @Nullable ByteBuffer sealRtcp(ByteBuffer packet) {
        int length = take(packet);
        if (length < Transform.RTCP_HEADER_OCTETS) return null;
        Source source = sources.of(Framing.rtcpSsrc(octets));
        long index = source.rtcp().highest() + 1;
        if (index > MOST_RTCP || !sources.keep(source)) return null;
        source.rtcp().note(index);
        return give(identifier.insert(octets, rtcp.sealRtcp(octets, length, source.ssrc(), (int) index), rtcp));
    }

    private int take(ByteBuffer packet) {
        int length = packet.remaining();
        if (length > Framing.MOST_OCTETS) return -1;
        packet.get(packet.position(), octets, 0, length);
        return length;
    }

    private ByteBuffer give(int length) {
        return sealed.clear().put(0, octets, 0, length).limit(length);
    }

    @Override
    public String toString() {
        return "SrtpSender[" + key.suite() + "]";
    }
}
