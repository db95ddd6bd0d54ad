package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.rtp.srtp.internal.SrtpReceiver;
import org.patchbay.io.rtp.srtp.internal.SrtpSender;

/**
 * What a port does with packets whose peer encrypts (SRTP, RFC 3711). Those that arrive are opened by the relay loop alone; those that are
 * sent are sealed by whoever sends, one at a time.
 */
final class PortSecurity {
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final ReentrantLock sending;
    // packets of before a change of the key are still under way; the first one of afterwards ends that
    private @Nullable SrtpReceiver before;

    private PortSecurity(
            SrtpReceiver receiver, @Nullable SrtpReceiver before, SrtpSender sender, ReentrantLock sending) {
        this.receiver = receiver;
        this.before = before;
        this.sender = sender;
        this.sending = sending;
    }

    /** Returns what follows {@code now}: a key that stays goes on where it is in its stream (RFC 4568 section 7.1.4). */
    static PortSecurity next(@Nullable PortSecurity now, SrtpKeys keys) {
        if (now == null)
            return new PortSecurity(
                    new SrtpReceiver(keys.received()), null, new SrtpSender(keys.sent()), new ReentrantLock());
        boolean receivesOn = keys.received().equals(now.receiver.key());
        boolean sendsOn = keys.sent().equals(now.sender.key());
        if (receivesOn && sendsOn) return now;
        SrtpReceiver receiver = receivesOn ? now.receiver : new SrtpReceiver(keys.received());
        return new PortSecurity(
                receiver,
                receivesOn ? now.before : now.receiver,
                sendsOn ? now.sender : new SrtpSender(keys.sent()),
                sendsOn ? now.sending : new ReentrantLock());
    }

    /** Opens an RTP packet in place; returns false when it isn't authentic. */
    boolean openRtp(ByteBuffer packet) {
        if (receiver.openRtp(packet)) {
            before = null;
            return true;
        }
        SrtpReceiver old = before;
        return old != null && old.openRtp(packet);
    }

    /** Opens an RTCP packet in place; returns false when it isn't authentic. */
    boolean openRtcp(ByteBuffer packet) {
        if (receiver.openRtcp(packet)) return true;
        SrtpReceiver old = before;
        return old != null && old.openRtcp(packet);
    }

    /** Sends an RTP packet by {@code link} as {@link PeerLink#send} does. */
    boolean sendRtp(PeerLink link, ByteBuffer packet, @Nullable InetSocketAddress signalled) {
        sending.lock();
        try {
            ByteBuffer sealed = sender.sealRtp(packet);
            return sealed != null && link.send(sealed, signalled);
        } finally {
            sending.unlock();
        }
    }

    /** Sends an RTCP packet by {@code link} as {@link PeerLink#send} does. */
    boolean sendRtcp(PeerLink link, ByteBuffer packet, @Nullable InetSocketAddress signalled) {
        sending.lock();
        try {
            ByteBuffer sealed = sender.sealRtcp(packet);
            return sealed != null && link.send(sealed, signalled);
        } finally {
            sending.unlock();
        }
    }
}
