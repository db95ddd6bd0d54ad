package org.patchbay.itest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Addresses of 127/8 that belong to this run alone, so that runs beside each other don't meet. */
public final class Loopback {
    private static final int NET = 10 + (int) (ProcessHandle.current().pid() % 200);

    private Loopback() {}

    /** Returns 127.(this process).{@code group}.{@code host}. */
    public static InetAddress address(int group, int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) NET, (byte) group, (byte) host});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port that is free for UDP and TCP at {@code address}. */
    public static InetSocketAddress free(InetAddress address) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, address);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), address)) {
                return new InetSocketAddress(address, udp.getLocalPort());
            } catch (IOException e) {
                if (attempt == 99) throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free port at " + address);
    }
}
