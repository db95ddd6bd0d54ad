package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Each message of RFC 4475 and RFC 5118, over UDP and over TCP: its outcome, and that a good OPTIONS is answered right after it. */
@WithServer
class TortureIT {
    private static final Path MESSAGES = Path.of("../../bundles/sip/stack/src/test/resources/torture");
    private static final Path EXPECTED = Path.of("src/test/resources/torture.tsv");
    private static final Pattern VIA_PORT =
            Pattern.compile("(?is)\\n(?:via|v)[ \\t]*:\\s*SIP[^\\s]*\\s+(?:\\[[^]]*]|[^\\s:;]+):(\\d+)");
    private static final int SIP_PORT = 5060;
    private static final int PATIENCE_MILLIS = 400;
    private static final String NOTHING = "-";

    /** What is answered: {@code -} is nothing, {@code closed} that the connection ended without an answer. */
    record Expected(String file, String udp, String tcp) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Expected> messages() throws IOException {
        return Files.readAllLines(EXPECTED).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(fields -> new Expected(fields[0], fields[1], fields[2]));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void overUdp(Expected expected, PatchbayServer server, Phones phones) throws IOException {
        byte[] message = Files.readAllBytes(MESSAGES.resolve(expected.file));
        InetAddress address = Loopback.address(91, 1);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, viaPort(message)))) {
            socket.send(new DatagramPacket(message, message.length, server.sip()));

            assertThat(answer(socket)).isEqualTo(expected.udp);
        }
        assertServes(phones);
    }

    private static int viaPort(byte[] message) {
        Matcher via = VIA_PORT.matcher(new String(message, StandardCharsets.ISO_8859_1));
        return via.find() ? Integer.parseInt(via.group(1)) : SIP_PORT;
    }

    private static String answer(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                String status = text.split(" ")[1];
                if (!status.equals("100")) return status;
            }
        } catch (SocketTimeoutException silence) {
            return NOTHING;
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void overTcp(Expected expected, PatchbayServer server, Phones phones) throws IOException {
        byte[] message = Files.readAllBytes(MESSAGES.resolve(expected.file));
        InetAddress address = Loopback.address(91, 2);
        try (Socket socket = new Socket(server.sip().getAddress(), server.sip().getPort(), address, 0)) {
            socket.getOutputStream().write(message);

            assertThat(answer(socket)).isEqualTo(expected.tcp);
        }
        assertServes(phones);
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            while (true) {
                int octet = in.read();
                if (octet < 0) return "closed";
                read.append((char) octet);
                if (!read.toString().endsWith("\r\n\r\n")) continue;
                String status = read.toString().strip().split(" ")[1];
                if (!status.equals("100")) return status;
                read.setLength(0);
            }
        } catch (SocketTimeoutException silence) {
            return NOTHING;
        }
    }

    private static void assertServes(Phones phones) {
        SipPhone phone = phones.fresh();
        SipMessage options = phone.newRequest("OPTIONS", "sip:" + phone.serverHost());
        assertThat(phone.ask(options).status()).isEqualTo(200);
    }
}
