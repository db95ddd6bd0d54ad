package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.patchbay.io.Listener;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;

/** Transports come and go by files, and outlive the SIP stack, while others carry on. */
public class ListenersIT extends CallingTest {
    private Path file;
    private SipPhone tcp;

    @Before
    public void open() {
        file = Path.of(context.getProperty("patchbay.home"), "etc", "org.patchbay.io.transport-second.config");
        tcp = phone(Wire.TCP, Integer.parseInt(context.getProperty("patchbay.sip.port")));
        assertEquals(200, ask(tcp));
    }

    @After
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private SipPhone phone(Wire wire, int port) {
        var server = new InetSocketAddress(Telephones.address(), port);
        return telephones.keep(
                SipPhone.over(wire, server, new InetSocketAddress(Telephones.address(), 0), "1001", "any"));
    }

    private static int ask(SipPhone phone) {
        return phone.ask(options(phone)).status();
    }

    private static SipMessage options(SipPhone phone) {
        return phone.newRequest("OPTIONS", "sip:" + phone.serverHost());
    }

    @Test
    public void whatArrivesWaitsWhileTheStackIsAway() throws Exception {
        SipPhone udp = phone(Wire.UDP, Integer.parseInt(context.getProperty("patchbay.sip.port")));
        Bundle stack = bundle("org.patchbay.sip.stack");
        stack.stop();

        SipMessage overTcp = options(tcp);
        SipMessage overUdp = options(udp);
        tcp.send(overTcp);
        udp.send(overUdp);
        stack.start();

        assertEquals(200, tcp.expectFinal(overTcp).status()); // on the connection that was open before
        assertEquals(200, udp.expectFinal(overUdp).status());
        assertEquals(200, ask(tcp));
    }

    @Test
    public void aTransportIsAddedMovedAndRemovedByAFile() throws Exception {
        int first = freePort();
        int second = freePort();

        write("tcp", first);
        Waiting.until(() -> ports().contains(first));
        assertEquals(200, ask(phone(Wire.TCP, first)));

        write("tcp", second);
        Waiting.until(() -> ports().contains(second));
        assertEquals(200, ask(phone(Wire.TCP, second)));
        Waiting.until(() -> isFree(first));

        Files.delete(file);
        Waiting.until(() -> !ports().contains(second));
        Waiting.until(() -> isFree(second)); // the service goes before its socket does
        assertEquals(200, ask(tcp));
    }

    @Test
    public void aWrongOneHurtsOnlyItself() throws Exception {
        int port = freePort();
        try (var _ = new ServerSocket(port, 1, Telephones.address())) {
            write("tcp", port);
            for (int i = 0; i < 5; i++) assertEquals(200, ask(tcp));
        }

        Files.writeString(file, Files.readString(file) + "# saved again\n");
        Waiting.until(() -> ports().contains(port));
        assertEquals(200, ask(phone(Wire.TCP, port)));
    }

    private void write(String protocol, int port) throws IOException {
        Files.writeString(file, """
            listener.name="second"
            protocol="%s"
            address="127.0.0.1"
            port=I"%d"
            """.formatted(protocol, port));
    }

    private List<Integer> ports() {
        try {
            return context.getServiceReferences(Listener.class, "(listener.name=second)").stream()
                    .map(context::getService)
                    .map(listener -> listener.local().getPort())
                    .toList();
        } catch (InvalidSyntaxException ours) {
            throw new IllegalStateException(ours);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, Telephones.address())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(Telephones.address(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
