package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.patchbay.io.rtp.srtp.internal.Rehearsal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends packets through a private relay at start, so that the just-in-time compiler has done its work before the first call: a
 * loop that is interpreted can't keep up with many calls at once.
 */
final class WarmUp implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int PACKETS = 12_000;
    private static final int BURST = 20;
    private static final int RTP_OCTETS = 172;
    private static final int VERSION_2 = 0x80;
    private static final int PATIENCE_MILLIS = 20;

    private volatile boolean stopped;

    private final Backend backend;
    private final Runnable whenWarm;

    private WarmUp(Backend backend, Runnable whenWarm) {
        this.backend = backend;
        this.whenWarm = whenWarm;
    }

    /** Begins at once; {@code whenWarm} is run at its end, but not when it was stopped. */
    static WarmUp start(Backend backend, Runnable whenWarm) {
        WarmUp warmUp = new WarmUp(backend, whenWarm);
        Thread.ofPlatform()
                .name("patchbay-rtp-warm-up")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(warmUp);
        return warmUp;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        long startNanos = System.nanoTime();
        try {
            RelayLoop loop = new RelayLoop("patchbay-rtp-warm", backend.open(), port -> {});
            loop.start();
            try {
                long relayed = relay(loop);
                if (!stopped) relayed += Rehearsal.run();
                if (!stopped) whenWarm.run();
                LOG.debug("{} packets in {} ms", relayed, (System.nanoTime() - startNanos) / 1_000_000);
            } finally {
                loop.stop();
            }
        } catch (IOException e) {
            LOG.debug("no warm-up", e); // the first call pays for it
        }
    }

    private long relay(RelayLoop loop) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (DatagramSocket one = new DatagramSocket(0, here);
                DatagramSocket other = new DatagramSocket(0, here)) {
            one.setSoTimeout(PATIENCE_MILLIS);
            other.setSoTimeout(PATIENCE_MILLIS);
            RelayPort first = port(loop, here, one);
            RelayPort second = port(loop, here, other);
            first.relayTo(second);
            second.relayTo(first);
            for (int sent = 0; sent < PACKETS && !stopped; sent += 2 * BURST) {
                burst(one, first, other);
                burst(other, second, one);
            }
            return first.counters().received() + second.counters().received();
        }
    }

    private static RelayPort port(RelayLoop loop, InetAddress here, DatagramSocket peer) throws IOException {
        InetSocketAddress any = new InetSocketAddress(here, 0);
        PortSockets sockets = new PortSockets(loop.io().bind(any), loop.io().bind(any));
        RelayPort port = new RelayPort(loop, sockets, here, Integer.MAX_VALUE);
        loop.serve(port);
        InetSocketAddress address = (InetSocketAddress) peer.getLocalSocketAddress();
        port.expect(address, address);
        return port;
    }

    private static void burst(DatagramSocket from, RelayPort through, DatagramSocket to) throws IOException {
        byte[] octets = new byte[RTP_OCTETS];
        octets[0] = (byte) VERSION_2;
        for (int i = 0; i < BURST; i++) from.send(new DatagramPacket(octets, RTP_OCTETS, through.local()));
        try {
            for (int i = 0; i < BURST; i++) to.receive(new DatagramPacket(octets, RTP_OCTETS));
        } catch (SocketTimeoutException e) {
            // some were dropped: the rest warms as well
        }
    }
}
