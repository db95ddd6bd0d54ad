package org.patchbay.itest.phone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/** One TLS connection to the server, which has to use it both ways. */
final class TlsSocket implements SipSocket {
    private final SSLSocket connection;

    TlsSocket(InetSocketAddress local, InetSocketAddress server, Consumer<String> received) {
        try {
            connection = (SSLSocket) AnyServer.context()
                    .getSocketFactory()
                    .createSocket(server.getAddress(), server.getPort(), local.getAddress(), 0);
            connection.setTcpNoDelay(true);
            connection.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("tls " + local()).start(() -> read(received));
    }

    private void read(Consumer<String> received) {
        try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
            while (true) received.accept(SipStream.next(in));
        } catch (IOException e) {
            // the peer or we have closed the connection: nothing more to read
        }
    }

    @Override
    public String transport() {
        return "TLS";
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) connection.getLocalSocketAddress();
    }

    @Override
    public void send(byte[] bytes) {
        try {
            connection.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
