package org.patchbay.sip.stack.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A telephone made of one socket, for tests that write SIP by hand. */
sealed interface Phone extends AutoCloseable {
    /** Sends text as it is; lines end with LF here and with CRLF on the wire. */
    void send(String text) throws IOException;

    /** Waits for a message, at most two seconds. */
    String receive() throws IOException;

    /** Says whether nothing comes for 300 ms. */
    boolean silent() throws IOException;

    int port();

    @Override
    void close() throws IOException;

    static Phone udp(String address, InetSocketAddress server) throws IOException {
        return new Udp(new DatagramSocket(0, InetAddress.ofLiteral(address)), server);
    }

    static Phone tcp(String address, InetSocketAddress server) throws IOException {
        return new Tcp(new Socket(server.getAddress(), server.getPort(), InetAddress.ofLiteral(address), 0));
    }

    /** Sends {@code text} and waits for the answer. */
    default String ask(String text) throws IOException {
        send(text);
        return receive();
    }

    static byte[] wire(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    record Udp(DatagramSocket socket, InetSocketAddress server) implements Phone {
        @Override
        public void send(String text) throws IOException {
            send(wire(text));
        }

        void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        }

        @Override
        public String receive() throws IOException {
            return next(2000).orElseThrow(() -> new SocketTimeoutException("no message came"));
        }

        Optional<String> next(int millis) throws IOException {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.setSoTimeout(millis);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException none) {
                return Optional.empty();
            }
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        }

        @Override
        public boolean silent() throws IOException {
            return next(300).isEmpty();
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    record Tcp(Socket socket) implements Phone {
        @Override
        public void send(String text) throws IOException {
            socket.getOutputStream().write(wire(text));
        }

        /** Reads one message that has no body. */
        @Override
        public String receive() throws IOException {
            socket.setSoTimeout(2000);
            var read = new StringBuilder();
            while (read.indexOf("\r\n\r\n") < 0) {
                int c = socket.getInputStream().read();
                if (c < 0) throw new IOException("closed after: " + read);
                read.append((char) c);
            }
            return read.toString();
        }

        @Override
        public boolean silent() throws IOException {
            socket.setSoTimeout(300);
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException none) {
                return true;
            }
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
