package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The settings in force, checked. */
record RelaySettings(
        InetAddress address,
        InetAddress advertised,
        PortRange ports,
        int packetsPerSecond,
        LoopScheduling scheduling,
        int batchMicros) {
    private static final int LONGEST_BATCH_MICROS = 2_000;

    // RFC 5737: belongs to nobody, so it is reached, if at all, by the default route
    private static final String FAR_AWAY = "203.0.113.1";
    private static final int ANY_PORT = 9;

    /**
     * @throws IllegalArgumentException when a setting makes no sense, or the address is none of this machine's
     */
    static RelaySettings of(RtpRelayConfig config) {
        if (config.packets_per_second() < 1) {
            throw new IllegalArgumentException("packets.per.second " + config.packets_per_second());
        }
        if (config.batch_micros() < 0 || config.batch_micros() > LONGEST_BATCH_MICROS) {
            throw new IllegalArgumentException(
                    "batch.micros " + config.batch_micros() + " is not from 0 to " + LONGEST_BATCH_MICROS);
        }
        InetAddress address = lookUp("address", config.address().isBlank() ? "0.0.0.0" : config.address());
        checkLocal(address);
        InetAddress advertised =
                config.advertise().isBlank() ? reachable(address) : lookUp("advertise", config.advertise());
        return new RelaySettings(
                address,
                advertised,
                PortRange.parse(config.ports()),
                config.packets_per_second(),
                LoopScheduling.parse(config.priority(), config.affinity()),
                config.batch_micros());
    }

    private static InetAddress lookUp(String key, String written) {
        try {
            return InetAddress.getByName(written.trim());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(key + ": no such address " + written, e);
        }
    }

    private static void checkLocal(InetAddress address) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalArgumentException("address: " + address.getHostAddress() + " is not of this machine", e);
        }
    }

    // connecting a UDP socket sends nothing, but asks the kernel for the way
    private static InetAddress reachable(InetAddress bound) {
        if (!bound.isAnyLocalAddress()) return bound;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName(FAR_AWAY), ANY_PORT);
            InetAddress way = socket.getLocalAddress();
            return way.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : way;
        } catch (IOException | java.io.UncheckedIOException e) {
            return InetAddress.getLoopbackAddress(); // no network: what is here can call itself
        }
    }
}
