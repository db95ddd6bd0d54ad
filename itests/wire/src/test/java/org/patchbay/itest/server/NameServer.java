package org.patchbay.itest.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server (RFC 1035) over UDP that knows what the test tells it, each record good for a second. */
public final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int NAPTR = 35;
    private static final int INTERNET = 1;
    private static final int SECONDS = 1;
    private static final int ANSWER = 0x8580; // authoritative, recursion as asked for and available
    private static final int HEADER_OCTETS = 12;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public NameServer(InetSocketAddress at) {
        try {
            socket = new DatagramSocket(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("name-server").start(this::serve);
    }

    /** Returns its address as the settings of the resolver have it. */
    public String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Returns the questions so far, such as {@code 33 _sip._tcp.carrier.test}. */
    public List<String> asked() {
        return asked;
    }

    /** Says that {@code name} is at {@code address}. */
    public void address(String name, InetAddress address) {
        records.put(A + " " + name, List.of(address.getAddress()));
    }

    /** Says that the domain speaks SIP as {@code service} names it, such as {@code SIP+D2T} (RFC 3263 section 4.1). */
    public void transport(String domain, String service, String replacement) {
        records.put(NAPTR + " " + domain, List.of(written(out -> {
            out.writeShort(10); // order
            out.writeShort(10); // preference
            text(out, "s");
            text(out, service);
            text(out, "");
            name(out, replacement);
        })));
    }

    /** Says which servers a service has, the best first. */
    public void servers(String service, List<InetSocketAddress> targets, String... names) {
        List<byte[]> all = new java.util.ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            int number = i;
            all.add(written(out -> {
                out.writeShort(10 * (number + 1)); // priority
                out.writeShort(0); // weight
                out.writeShort(targets.get(number).getPort());
                name(out, names[number]);
            }));
            address(names[number], targets.get(number).getAddress());
        }
        records.put(SRV + " " + service, List.copyOf(all));
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                // the loop's condition tells
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        short id = query.getShort();
        query.position(HEADER_OCTETS);
        String name = name(query);
        int type = query.getShort();
        String question = type + " " + name;
        asked.add(question);
        List<byte[]> found = records.getOrDefault(question, List.of());
        return written(out -> {
            out.writeShort(id);
            out.writeShort(ANSWER);
            out.writeShort(1);
            out.writeShort(found.size());
            out.writeInt(0); // neither authorities nor more
            name(out, name);
            out.writeShort(type);
            out.writeShort(INTERNET);
            for (byte[] record : found) {
                name(out, name);
                out.writeShort(type);
                out.writeShort(INTERNET);
                out.writeInt(SECONDS);
                out.writeShort(record.length);
                out.write(record);
            }
        });
    }

    private static String name(ByteBuffer query) {
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            if (!name.isEmpty()) name.append('.');
            name.append(new String(label, StandardCharsets.US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static void name(DataOutputStream out, String name) throws IOException {
        for (String label : name.split("\\.")) text(out, label);
        out.writeByte(0);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeByte(text.length());
        out.writeBytes(text);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(octets));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return octets.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
