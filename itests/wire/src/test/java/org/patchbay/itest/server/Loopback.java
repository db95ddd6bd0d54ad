package org.patchbay.itest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;

/** Addresses of 127/8 that belong to this run alone, so that runs beside each other don't meet. */
public final class Loopback {
    private static final int NET = 10 + (int) (ProcessHandle.current().pid() % 200);

    private static final int FIRST_PORT = 12_000;
    private static final int PORTS = 4_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) ProcessHandle.current().pid());

    private Loopback() {}

    /** Returns 127.(this process).{@code group}.{@code host}. */
    public static InetAddress address(int group, int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) NET, (byte) group, (byte) host});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a port that is free for UDP and TCP at {@code address}, another one each time: who asked before may not have bound
     * the one he got. The odd one after it is for the same asker: baresip listens there for TLS. None is of the kernel's ephemeral range, from which it gives ports to whoever connects.
     */
    public static InetSocketAddress free(InetAddress address) {
        for (int attempt = 0; attempt < PORTS; attempt++) {
            int port = FIRST_PORT + 2 * Math.floorMod(NEXT.getAndIncrement(), PORTS);
            try (ServerSocket tcp = new ServerSocket(port, 1, address);
                    DatagramSocket udp = new DatagramSocket(port, address)) {
                return new InetSocketAddress(address, udp.getLocalPort());
            } catch (IOException e) {
                // taken; the next one
            }
        }
        throw new IllegalStateException("no free port at " + address);
    }
}
