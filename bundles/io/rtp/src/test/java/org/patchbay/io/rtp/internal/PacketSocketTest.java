package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("org.patchbay.io.rtp.internal.Settings#backends")
class PacketSocketTest {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int NOTHING_COMES_MILLIS = 60;

    @Parameter
    Backend backend = Backend.NIO;

    private final String address = Phone.freshAddress();
    private final Phone phone = new Phone(address);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private PacketIo io;
    private @Nullable InetSocketAddress source;
    private int readable;

    @BeforeEach
    void open() throws IOException {
        io = backend.open();
    }

    @AfterEach
    void close() throws IOException {
        phone.close();
        io.close();
    }

    @Test
    void tellsWhereAPacketCameFrom() throws IOException {
        PacketSocket socket = registered(address);

        phone.send(new byte[] {1, 2, 3}, socket.local());
        io.poll(PATIENCE_MILLIS);

        assertThat(source).isEqualTo(phone.address());
        assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void tellsEachOfTwoSources() throws IOException {
        PacketSocket socket = registered(address);
        try (Phone sibling = phone.sibling()) {
            for (Phone sender : new Phone[] {phone, sibling, sibling, phone}) {
                sender.send(new byte[] {1}, socket.local());
                io.poll(PATIENCE_MILLIS);
                assertThat(source).isEqualTo(sender.address());
            }
        }
    }

    @Test
    void sendsFromBothKindsOfBuffers() throws IOException {
        PacketSocket socket = registered(address);

        assertThat(socket.send(ByteBuffer.wrap(new byte[] {9, 1, 2}).position(1), phone.address()))
                .isTrue();
        assertThat(socket.send(ByteBuffer.allocateDirect(8).put(0, (byte) 7).limit(1), phone.address()))
                .isTrue();

        assertThat(phone.receive()).containsExactly(1, 2);
        assertThat(phone.receive()).containsExactly(7);
    }

    @Test
    void sendsToOneAddressAfterTheOther() throws IOException {
        PacketSocket socket = registered(address);
        try (Phone sibling = phone.sibling()) {
            socket.send(ByteBuffer.wrap(new byte[] {1}), phone.address());
            socket.send(ByteBuffer.wrap(new byte[] {2}), sibling.address());
            socket.send(ByteBuffer.wrap(new byte[] {3}), phone.address());

            assertThat(phone.receive()).containsExactly(1);
            assertThat(phone.receive()).containsExactly(3);
            assertThat(sibling.receive()).containsExactly(2);
        }
    }

    @Test
    void hearsItsPeerAloneWhileConnected() throws IOException {
        PacketSocket socket = registered(address);
        try (Phone stranger = phone.sibling()) {
            socket.connect(phone.address());
            stranger.send(new byte[] {1}, socket.local());
            phone.send(new byte[] {2}, socket.local());
            io.poll(PATIENCE_MILLIS);
            assertThat(source).isEqualTo(phone.address());
            assertThat(buffer.get(0)).isEqualTo((byte) 2);

            socket.disconnect();
            stranger.send(new byte[] {3}, socket.local());
            io.poll(PATIENCE_MILLIS);
            assertThat(source).isEqualTo(stranger.address());
        }
    }

    @Test
    void speaksIpv4ThroughASocketOfBothFamilies() throws IOException {
        PacketSocket socket = registered("::");
        InetSocketAddress here = new InetSocketAddress(address, socket.local().getPort());

        phone.send(new byte[] {5}, here);
        io.poll(PATIENCE_MILLIS);
        socket.send(ByteBuffer.wrap(new byte[] {6}), phone.address());

        assertThat(source).isEqualTo(phone.address());
        assertThat(phone.receive()).containsExactly(6);
    }

    @Test
    void speaksIpv6() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeThat(java.net.NetworkInterface.getByInetAddress(loopback)).isNotNull();
        PacketSocket socket = registered("::1");
        try (Phone six = new Phone("::1")) {
            six.send(new byte[] {5}, socket.local());
            io.poll(PATIENCE_MILLIS);
            socket.send(ByteBuffer.wrap(new byte[] {6}), six.address());

            assertThat(source).isEqualTo(six.address());
            DatagramPacket answer = six.datagram(PATIENCE_MILLIS).orElseThrow();
            assertThat(answer.getSocketAddress()).isEqualTo(socket.local());
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> io.bind(phone.address()));
    }

    @Test
    void refusesAnAddressThatIsNotOfThisMachine() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> io.bind(new InetSocketAddress("192.0.2.199", 0)));
    }

    @Test
    void neitherSendsNorReadsAfterItsEnd() throws IOException {
        PacketSocket socket = registered(address);
        phone.send(new byte[] {1}, socket.local());

        socket.close();
        socket.close();
        io.poll(0);

        assertThat(readable).isZero();
        assertThat(sent(socket)).isFalse();
        try (Phone next = new Phone(socket.local())) {
            assertThat(next.address()).isEqualTo(socket.local());
        }
    }

    private boolean sent(PacketSocket socket) {
        try {
            return socket.send(ByteBuffer.wrap(new byte[] {1}), phone.address());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void livesOnWhenThePeerHasClosedItsPort() throws IOException {
        PacketSocket socket = registered(address);
        InetSocketAddress gone;
        try (Phone other = phone.sibling()) {
            gone = other.address();
        }
        socket.connect(gone);
        for (int i = 0; i < 3; i++) sent(socket, gone);
        for (int i = 0; i < 3; i++) io.poll(1);
        socket.disconnect();

        phone.send(new byte[] {4}, socket.local());
        for (int i = 0; i < 3 && source == null; i++) io.poll(PATIENCE_MILLIS);

        assertThat(source).isEqualTo(phone.address());
    }

    private static void sent(PacketSocket socket, InetSocketAddress to) {
        try {
            socket.send(ByteBuffer.wrap(new byte[] {1}), to);
        } catch (IOException e) {
            // what NIO says of a closed port
        }
    }

    @Test
    void wakesUpWhoWaits() throws Exception {
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                io.poll(60_000);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        io.wakeup();

        assertThat(waiting.join(java.time.Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void servesMoreDescriptorsThanItWasMadeFor() throws IOException {
        for (int i = 0; i < 1_100; i++) registered(address);
        PacketSocket last = registered(address);

        phone.send(new byte[] {8}, last.local());
        io.poll(PATIENCE_MILLIS);

        assertThat(source).isEqualTo(phone.address());
    }

    private PacketSocket registered(String at) throws IOException {
        PacketSocket socket = io.bind(new InetSocketAddress(at, freePort(at)));
        io.register(socket, () -> read(socket));
        return socket;
    }

    // as the relay does: a port that the kernel chose would be lost by a disconnect
    private static int freePort(String at) {
        try (Phone phone = new Phone(at)) {
            return phone.address().getPort();
        }
    }

    private void read(PacketSocket socket) {
        readable++;
        try {
            InetSocketAddress from = socket.receive(buffer.clear());
            if (from != null) source = from;
        } catch (IOException e) {
            // what NIO says of a closed port
        }
    }
}
