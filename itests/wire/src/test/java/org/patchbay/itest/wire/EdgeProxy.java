package org.patchbay.itest.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipMessage.Header;
import org.patchbay.itest.phone.SipPhone;

/** A proxy between phones and the server (RFC 3261 section 16, RFC 3327): by UDP, without state, and it stays on the way. */
final class EdgeProxy implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Queue<SipMessage> passed = new ConcurrentLinkedQueue<>();

    EdgeProxy(InetAddress address, InetSocketAddress server) throws IOException {
        this.socket = new DatagramSocket(0, address);
        this.server = server;
        Thread.ofVirtual().name("edge proxy").start(this::read);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    String uri() {
        return "<sip:" + host() + ";lr>";
    }

    /** Returns the requests that have come over it, as they came. */
    List<SipMessage> passed() {
        return List.copyOf(passed);
    }

    private String host() {
        return address().getAddress().getHostAddress() + ":" + address().getPort();
    }

    private void read() {
        byte[] buffer = new byte[65_535];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
                if (!text.isBlank()) pass(SipMessage.parse(text), (InetSocketAddress) packet.getSocketAddress());
            }
        } catch (IOException e) {
            socket.close(); // closed by the test
        }
    }

    private void pass(SipMessage message, InetSocketAddress from) throws IOException {
        if (!message.isRequest()) {
            SipMessage popped = withoutFirst(message, "Via");
            send(
                    popped,
                    address(SipMessage.parameter(popped.need("Via"), "edge").orElse(sentBy(popped))));
            return;
        }
        passed.add(message);
        SipMessage request =
                message.header("Route").filter(route -> route.contains(host())).isPresent()
                        ? withoutFirst(message, "Route")
                        : message;
        InetSocketAddress to = from.equals(server) ? address(target(request)) : server;
        send(forwarded(request, from), to);
    }

    private SipMessage forwarded(SipMessage request, InetSocketAddress from) {
        // RFC 3261 section 18.2.1: where it came from, for the response
        String via = request.need("Via") + ";edge=" + from.getAddress().getHostAddress() + ":" + from.getPort();
        SipMessage next = first(withoutFirst(request, "Via"), "Via", via);
        next = first(next, "Via", "SIP/2.0/UDP " + host() + ";branch=" + branch(request));
        if (request.is("REGISTER")) return first(next, "Path", uri());
        return request.is("INVITE") ? first(next, "Record-Route", uri()) : next;
    }

    // RFC 3261 section 16.11: a proxy without state makes the same branch of a repeated request, and of its CANCEL
    private static String branch(SipMessage request) {
        return request.branch() + "edge";
    }

    private static String target(SipMessage request) {
        String uri = request.header("Route").map(SipMessage::address).orElse(request.uri());
        String host = uri.substring(uri.contains("@") ? uri.indexOf('@') + 1 : uri.indexOf(':') + 1);
        return host.split(";")[0];
    }

    private static String sentBy(SipMessage response) {
        return response.need("Via").split(" ")[1].split(";")[0];
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.indexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static SipMessage first(SipMessage message, String name, String value) {
        List<Header> headers = new ArrayList<>(message.headers());
        headers.addFirst(new Header(name, value));
        return new SipMessage(message.startLine(), headers, message.body());
    }

    private static SipMessage withoutFirst(SipMessage message, String name) {
        List<Header> headers = new ArrayList<>(message.headers());
        for (int i = 0; i < headers.size(); i++) {
            if (!headers.get(i).name().equalsIgnoreCase(name)) continue;
            String value = headers.get(i).value();
            int comma = value.indexOf(',');
            headers.remove(i);
            if (comma > 0)
                headers.add(i, new Header(name, value.substring(comma + 1).strip()));
            break;
        }
        return new SipMessage(message.startLine(), headers, message.body());
    }

    private void send(SipMessage message, InetSocketAddress to) {
        byte[] bytes = message.text().getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a phone of a user of the server that sends all it has to this proxy. */
    SipPhone phone(InetAddress address, String number, String password) {
        return SipPhone.udp(address(), new InetSocketAddress(address, 0), number, password);
    }

    @Override
    public void close() {
        socket.close();
    }
}
