package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortProbeTest {
    private static final Path ETC = Path.of("/srv/patchbay/etc");

    @Test
    void findsATakenUdpPort() throws IOException {
        try (var taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var probe = new PortProbe("udp", (InetSocketAddress) taken.getLocalSocketAddress());

            assertThat(probe.failure()).isPresent();
        }
    }

    @Test
    void leavesAFreePortFree() throws IOException {
        InetSocketAddress free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = (InetSocketAddress) socket.getLocalSocketAddress();
        }

        assertThat(new PortProbe("tcp", free).failure()).isEmpty();
        assertThat(new PortProbe("tcp", free).failure()).isEmpty();
    }

    @Test
    void saysWhereToChooseAnotherPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var probe = new PortProbe("tcp", (InetSocketAddress) taken.getLocalSocketAddress());

            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> probe.require(
                            Setting.SIP_PORT, Setting.SIP_ADDRESS, ETC, new SocketTable(Path.of("/none"))))
                    .withMessageContaining("port " + taken.getLocalPort() + "/tcp on 127.0.0.1 can't be opened")
                    .withMessageContaining("--sip-port")
                    .withMessageContaining("/srv/patchbay/etc/org.patchbay.io.transport-udp.config");
        }
    }
}
