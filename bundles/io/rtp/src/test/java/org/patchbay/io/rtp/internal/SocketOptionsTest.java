package org.patchbay.io.rtp.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_TCLASS = 67;
    private static final int DSCP_46 = 46 << 2;

    @Test
    void marksSoundAsExpedited() throws IOException { // RFC 4594 section 4.1
        assumeThat(Linux.here()).isTrue();
        isMarked("127.0.0.1", IPPROTO_IP, IP_TOS);
        isMarked("::", IPPROTO_IP, IP_TOS);
        isMarked("::", IPPROTO_IPV6, IPV6_TCLASS);
    }

    private static void isMarked(String address, int level, int option) throws IOException {
        try (EpollPacketIo io = new EpollPacketIo()) {
            EpollPacketSocket socket = (EpollPacketSocket) io.bind(new InetSocketAddress(address, 0));
            try {
                assertThat(option(socket.descriptor(), level, option)).isEqualTo(DSCP_46);
                // the kernel doubles what is asked for, for what it keeps beside the packets
                assertThat(option(socket.descriptor(), SOL_SOCKET, SO_RCVBUF))
                        .isEqualTo(2 * PacketSocket.RECEIVE_BUFFER_OCTETS);
            } finally {
                socket.close();
            }
        }
    }

    @Test
    void doesTheSameThroughNio() throws IOException {
        try (NioPacketIo io = new NioPacketIo()) {
            NioPacketSocket socket = (NioPacketSocket) io.bind(new InetSocketAddress("127.0.0.1", 0));
            try {
                assertThat(socket.channel().getOption(StandardSocketOptions.IP_TOS))
                        .isEqualTo(DSCP_46);
                assertThat(socket.channel().getOption(StandardSocketOptions.SO_RCVBUF))
                        .isBetween(PacketSocket.RECEIVE_BUFFER_OCTETS, 2 * PacketSocket.RECEIVE_BUFFER_OCTETS);
            } finally {
                socket.close();
            }
        }
    }

    private static int option(int descriptor, int level, int option) throws IOException {
        MethodHandle getsockopt = Linux.checked("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
            long valueAt = value.address();
            long lengthAt = length.address();
            Linux.check("getsockopt", errno ->
                    (int) getsockopt.invokeExact(errno, descriptor, level, option, valueAt, lengthAt));
            return value.get(JAVA_INT, 0);
        }
    }
}
