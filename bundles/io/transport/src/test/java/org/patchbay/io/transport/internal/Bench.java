package org.patchbay.io.transport.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Event loops and listeners on loopback ports for tests. */
final class Bench implements AutoCloseable {
    final EventLoops loops;
    private final Path home;
    private final List<ConfiguredListener> listeners = new ArrayList<>();
    private final List<AutoCloseable> clients = new ArrayList<>();

    Bench(boolean epoll, Path home) {
        this.loops = new EventLoops(epoll, 2);
        this.home = home;
    }

    Bench(Path home) {
        this(io.netty.channel.epoll.Epoll.isAvailable(), home);
    }

    /** {@code settings}: key and value in turn, keys as in the file. */
    ConfiguredListener open(String protocol, Object... settings) {
        var listener = new ConfiguredListener(loops, home, settings(protocol, settings), "etc/test.config");
        listeners.add(listener);
        return listener;
    }

    static Settings settings(String protocol, Object... settings) {
        var values = new HashMap<String, Object>(
                Map.of("listener.name", protocol, "protocol", protocol, "address", "127.0.0.1", "port", 0));
        for (int i = 0; i < settings.length; i += 2) values.put((String) settings[i], settings[i + 1]);
        return Settings.of(config(values));
    }

    static TransportConfig config(Map<String, Object> values) {
        return (TransportConfig) Proxy.newProxyInstance(
                TransportConfig.class.getClassLoader(), new Class<?>[] {TransportConfig.class}, (_, method, _) -> {
                    var value = values.get(method.getName().replace('_', '.'));
                    return value != null ? value : method.getDefaultValue();
                });
    }

    Socket connect(ConfiguredListener listener) {
        return connect(listener, "127.0.0.1");
    }

    Socket connect(ConfiguredListener listener, String from) {
        try {
            var socket = new Socket();
            clients.add(socket);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", listener.local().getPort()), 5000);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    DatagramSocket datagrams() {
        try {
            var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
            clients.add(socket);
            socket.setSoTimeout(10_000);
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void send(DatagramSocket from, InetSocketAddress to, byte[] message) throws IOException {
        from.send(new DatagramPacket(message, message.length, to));
    }

    static byte[] receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] message(String body) {
        return bytes("MESSAGE sip:a@b SIP/2.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static String read(Socket socket, int length) throws IOException {
        return text(socket.getInputStream().readNBytes(length));
    }

    static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Tells whether the peer has closed; throws when it has not done so in time. */
    static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() throws Exception {
        for (var each : clients) each.close();
        listeners.forEach(ConfiguredListener::stop);
        loops.stop();
    }
}
