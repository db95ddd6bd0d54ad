package org.patchbay.io.resolver.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A name server on loopback, by UDP and TCP, that answers as it is told to; what it wasn't told of doesn't exist. */
final class TestNameServer implements AutoCloseable {
    static final byte[] SILENCE = {};
    private static final InetAddress HERE = InetAddress.ofLiteral("127.153.53.1"); // whose ports nobody else takes

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, Function<Reply.Question, byte[]>> overUdp = new ConcurrentHashMap<>();
    private final Map<String, Function<Reply.Question, byte[]>> overTcp = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<InetSocketAddress> askers = new CopyOnWriteArrayList<>();

    TestNameServer() throws IOException {
        udp = new DatagramSocket(new InetSocketAddress(HERE, 0));
        tcp = new ServerSocket();
        tcp.setReuseAddress(true);
        tcp.bind(udp.getLocalSocketAddress(), 10);
        Thread.ofPlatform().daemon().start(this::serveUdp);
        Thread.ofPlatform().daemon().start(this::serveTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(HERE, udp.getLocalPort());
    }

    /** Returns the questions so far, as {@code udp 1 host.example}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Returns where the questions by UDP came from. */
    List<InetSocketAddress> askers() {
        return List.copyOf(askers);
    }

    TestNameServer on(int type, String name, Function<Reply.Question, byte[]> reply) {
        overUdp.put(type + " " + name, reply);
        return this;
    }

    TestNameServer onTcp(int type, String name, Function<Reply.Question, byte[]> reply) {
        overTcp.put(type + " " + name, reply);
        return this;
    }

    private void serveUdp() {
        var buffer = new byte[4096];
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                askers.add((InetSocketAddress) packet.getSocketAddress());
                var reply = reply("udp", overUdp, Arrays.copyOf(buffer, packet.getLength()));
                if (reply.length > 0) udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test has ended
        }
    }

    private void serveTcp() {
        try {
            while (true) serve(tcp.accept());
        } catch (IOException closed) {
            // the test has ended
        }
    }

    private void serve(Socket accepted) throws IOException {
        try (var socket = accepted) {
            var in = new DataInputStream(socket.getInputStream());
            var reply = reply("tcp", overTcp, in.readNBytes(in.readUnsignedShort()));
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(reply.length);
            out.write(reply);
            in.read();
        }
    }

    private byte[] reply(String transport, Map<String, Function<Reply.Question, byte[]>> replies, byte[] query) {
        var question = question(query);
        var key = question.type() + " " + question.name();
        asked.add(transport + " " + key);
        return replies.getOrDefault(
                        key, each -> new Reply(each).code(3).soa(60, 60).done())
                .apply(question);
    }

    private static Reply.Question question(byte[] query) {
        int at = 12;
        var name = new StringBuilder();
        while (query[at] != 0) {
            name.append(name.isEmpty() ? "" : ".");
            name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
            at += 1 + query[at];
        }
        var read = ByteBuffer.wrap(query);
        return new Reply.Question(
                read.getShort(0) & 0xFFFF,
                name.toString(),
                read.getShort(at + 1),
                Arrays.copyOfRange(query, 12, at + 5));
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
