package org.patchbay.itest.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * Tells the benchmark which version of a bundle is at work. The benchmark puts this class into each copy of a bundle that it makes,
 * and a call of it before the method that serves calls.
 */
public final class Mark {
    /** The system property with the host and port, as {@code 127.0.0.1:5000}, that marks are sent to. */
    static final String ADDRESS = "patchbay.bench.marks";

    private Mark() {}

    /** Sends {@code text} as a datagram. */
    public static void of(String text) {
        String[] address = System.getProperty(ADDRESS, "").split(":");
        if (address.length != 2) return;
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(
                    ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)),
                    new InetSocketAddress(address[0], Integer.parseInt(address[1])));
        } catch (IOException e) {
            // the call must not fail for it; the benchmark notices that a mark is missing
            System.err.println("mark " + text + ": " + e);
        }
    }
}
