package org.patchbay.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out before the start whether a port can be had, since a message on the terminal is better than one in a log.
 *
 * @param transport {@code udp} or {@code tcp}
 */
record PortProbe(String transport, InetSocketAddress address) {
    /** Returns why the port can't be bound. */
    Optional<IOException> failure() {
        try {
            bindAndClose();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Throws a {@link UsageException} that says who has the port, and where to choose another. */
    void require(Setting portSetting, Setting addressSetting, Path etc, SocketTable sockets) {
        failure().ifPresent(reason -> {
            String owner = sockets.owner(transport, address.getPort())
                    .map(program -> "is taken by " + program)
                    .orElse("can't be opened (" + reason.getMessage() + ")");
            throw new UsageException("""
                port %d/%s on %s %s.
                Choose another with --%s or --%s, or set %s or %s in %s\
                """.formatted(
                            address.getPort(),
                            transport,
                            address.getAddress().getHostAddress(),
                            owner,
                            portSetting.option(),
                            addressSetting.option(),
                            portSetting.key(),
                            addressSetting.key(),
                            etc.resolve(portSetting.file())));
        });
    }

    private void bindAndClose() throws IOException {
        if (transport.equals("udp")) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(address);
            }
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        }
    }
}
