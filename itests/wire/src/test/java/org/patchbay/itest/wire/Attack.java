package org.patchbay.itest.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.patchbay.itest.server.Loopback;

/** What somebody does who wants to hurt the server; bounded in number, and from addresses that nobody else has. */
record Attack(InetSocketAddress server) {
    private static final int SOURCES = 40;
    private static final int GROUP = 90;

    private static DatagramSocket source(int number) throws IOException {
        return new DatagramSocket(new InetSocketAddress(Loopback.address(GROUP, 1 + number % SOURCES), 0));
    }

    private Socket connection(int number) throws IOException {
        return new Socket(server.getAddress(), server.getPort(), Loopback.address(GROUP, 1 + number % SOURCES), 0);
    }

    /** Sends {@code count} datagrams from many sources as fast as the kernel takes them; returns how many bytes they had. */
    long datagrams(int count, IntFunction<String> text) throws IOException {
        long bytes = 0;
        List<DatagramSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SOURCES; i++) sockets.add(source(i));
            for (int i = 0; i < count; i++) {
                byte[] message = text.apply(i).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
                sockets.get(i % SOURCES).send(new DatagramPacket(message, message.length, server));
                bytes += message.length;
                // loopback would drop what the server can't read at once, and so shield it
                if (i % 64 == 0) LockSupport.parkNanos(1_000_000);
            }
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
        return bytes;
    }

    /** Opens {@code count} connections, each of which sends {@code begin} and then {@code more} bytes one by one, very slowly. */
    void slowConnections(int count, String begin, int more) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = connection(i);
                open.add(socket);
                write(socket, begin.getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < more; i++) {
                for (Socket socket : open) write(socket, new byte[] {'a'});
                LockSupport.parkNanos(200_000_000);
            }
        } finally {
            for (Socket socket : open) socket.close();
        }
    }

    // the server may have hung up, which is its right
    private static void write(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException closed) {
            // so it goes
        }
    }

    /** Opens {@code count} connections one after the other, sends each something else, and leaves half of them open until the end. */
    void connections(int count, IntFunction<byte[]> bytes) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = connection(i);
                write(socket, bytes.apply(i));
                if (i % 2 == 0) open.add(socket);
                else socket.close();
                if (i % 16 == 0) LockSupport.parkNanos(1_000_000);
            }
        } finally {
            for (Socket socket : open) socket.close();
        }
    }

    static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Returns the beginning of a TLS handshake: a ClientHello record, cut off after {@code length} bytes of noise. */
    static byte[] clientHello(int seed, int length) {
        byte[] bytes = noise(seed, length + 5);
        bytes[0] = 22;
        bytes[1] = 3;
        bytes[2] = 1;
        bytes[3] = 2;
        bytes[4] = 0;
        bytes[5] = 1;
        return bytes;
    }
}
