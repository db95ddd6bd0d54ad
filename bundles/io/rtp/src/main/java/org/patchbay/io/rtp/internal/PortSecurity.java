package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.rtp.srtp.internal.SrtpReceiver;
import org.patchbay.io.rtp.srtp.internal.SrtpSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a port does with packets whose peer encrypts (SRTP, RFC 3711). Those that arrive are opened by the relay loop alone; those that are
 * sent are sealed by whoever sends, one at a time.
 */
final class PortSecurity {
    private static final Logger LOG = LoggerFactory.getLogger(PortSecurity.class);
    /** A leg has a key of its own for each suite; more than these are a peer's game. */
    private static final int REMEMBERED = 8;

    private final InetSocketAddress port;
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    /** Those of before too, the newest first: with a key that comes back, no number may be sealed or taken twice. */
    private final List<SrtpReceiver> receivers;

    private final List<SrtpSender> senders;
    private final ReentrantLock sending;
    // packets of before a change of the key are still under way; the first one of afterwards ends that
    private volatile @Nullable SrtpReceiver before;

    private PortSecurity(
            InetSocketAddress port,
            List<SrtpReceiver> receivers,
            @Nullable SrtpReceiver before,
            List<SrtpSender> senders,
            ReentrantLock sending) {
        this.port = port;
        this.receiver = receivers.getFirst();
        this.receivers = receivers;
        this.before = before;
        this.sender = senders.getFirst();
        this.senders = senders;
        this.sending = sending;
    }

    /**
     * Returns what follows {@code now}: a key that stays, or comes back, goes on where it was in its stream (RFC 4568 section
     * 7.1.4).
     */
    static PortSecurity next(InetSocketAddress port, @Nullable PortSecurity now, SrtpKeys keys) {
        if (now == null)
            return new PortSecurity(
                    port,
                    List.of(new SrtpReceiver(keys.received())),
                    null,
                    List.of(new SrtpSender(keys.sent())),
                    new ReentrantLock());
        boolean receivesOn = keys.received().sameOctets(now.receiver.key());
        boolean sendsOn = keys.sent().sameOctets(now.sender.key());
        PortSecurity next = receivesOn && sendsOn
                ? now
                : new PortSecurity(
                        port,
                        first(
                                now.receivers,
                                one -> keys.received().sameOctets(one.key()),
                                () -> new SrtpReceiver(keys.received())),
                        receivesOn ? now.before : now.receiver,
                        first(now.senders, one -> keys.sent().sameOctets(one.key()), () -> new SrtpSender(keys.sent())),
                        now.sending);
        next.receiver.rename(keys.received());
        next.sender.rename(keys.sent());
        return next;
    }

    /** Returns {@code known} with the one that is {@code wanted}, made if there is none, at its begin. */
    private static <T> List<T> first(List<T> known, Predicate<T> wanted, Supplier<T> making) {
        T first = known.stream().filter(wanted).findFirst().orElseGet(making);
        return Stream.concat(Stream.of(first), known.stream().filter(other -> other != first))
                .limit(REMEMBERED)
                .toList();
    }

    /** Opens an RTP packet in place; returns false when it isn't authentic. */
    boolean openRtp(ByteBuffer packet) {
        if (receiver.openRtp(packet)) {
            before = null;
            if (receiver.outlived()) warn();
            return true;
        }
        SrtpReceiver old = before;
        return old != null && old.openRtp(packet);
    }

    /** Opens an RTCP packet in place; returns false when it isn't authentic. */
    boolean openRtcp(ByteBuffer packet) {
        if (receiver.openRtcp(packet)) {
            if (receiver.outlived()) warn();
            return true;
        }
        SrtpReceiver old = before;
        return old != null && old.openRtcp(packet);
    }

    // RFC 3711 section 9.2 wants another key or an end. Either is the peer's: it alone makes the key that it sends with
    private void warn() {
        LOG.warn(
                "the peer of port {} goes on with an SRTP key after the {} packets that it said it is for",
                port,
                receiver.key().lifetime());
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
