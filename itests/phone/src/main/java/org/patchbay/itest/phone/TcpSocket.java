package org.patchbay.itest.phone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A connection to the server, and a listening socket for those that the server opens to the phone's contact. */
final class TcpSocket implements SipSocket {
    private final ServerSocket listener;
    private final Socket connection;
    private final Map<String, Socket> requestsOn = new ConcurrentHashMap<>();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final Consumer<String> received;

    TcpSocket(InetSocketAddress local, InetSocketAddress server, Consumer<String> received) {
        this.received = received;
        try {
            this.listener = new ServerSocket(local.getPort(), 50, local.getAddress());
            this.connection = new Socket(server.getAddress(), server.getPort(), local.getAddress(), 0);
            connection.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("tcp " + local()).start(() -> read(connection));
        Thread.ofVirtual().name("tcp accept " + local()).start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.add(socket);
                Thread.ofVirtual().start(() -> read(socket));
            }
        } catch (IOException e) {
            close(); // the listener was closed
        }
    }

    private void read(Socket socket) {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                String text = SipStream.next(in);
                SipMessage message = SipMessage.parse(text);
                if (message.isRequest()) requestsOn.put(message.branch(), socket);
                received.accept(text);
            }
        } catch (IOException e) {
            // the peer or we have closed the connection: nothing more to read
        }
    }

    @Override
    public String transport() {
        return "TCP";
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void send(byte[] bytes) {
        try {
            way(bytes).getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // RFC 3261 section 18.2.2: a response goes back on the connection that brought the request
    private Socket way(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith("SIP/2.0 ")) return connection;
        return requestsOn.getOrDefault(SipMessage.parse(text).branch(), connection);
    }

    @Override
    public void close() {
        try {
            listener.close();
            connection.close();
            synchronized (accepted) {
                for (Socket socket : accepted) socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
