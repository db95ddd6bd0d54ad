package org.patchbay.itest.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.rtp.RtpEndpoint;

/** Phones and media ports at one server, closed after the test. */
public final class Phones implements AutoCloseable {
    // from the SIP port to the others, as --sip-port moves them
    private static final Map<Wire, Integer> DISTANCES =
            Map.of(Wire.UDP, 0, Wire.TCP, 0, Wire.TLS, 1, Wire.WS, 20, Wire.WSS, 21);

    private final PatchbayServer server;
    private final InetAddress address = Loopback.address(2, 1);
    private final List<AutoCloseable> opened = new ArrayList<>();

    public Phones(PatchbayServer server) {
        this.server = server;
    }

    /** Returns a registered UDP phone of a user whom no other test has. */
    public SipPhone registered() {
        return fresh().register();
    }

    /** Returns a UDP phone, not registered, of a user whom no other test has. */
    public SipPhone fresh() {
        return udp(TestUsers.next());
    }

    /** Returns a registered UDP phone of a user whose calls ring for two seconds. */
    public SipPhone impatient() {
        return udp(TestUsers.nextImpatient()).register();
    }

    /** Returns a registered UDP phone of a user whose media may go past the server. */
    public SipPhone direct() {
        return udp(TestUsers.nextDirect()).register();
    }

    public SipPhone udp(String number) {
        return keep(SipPhone.udp(server.sip(), new InetSocketAddress(address, 0), number, TestUsers.password(number)));
    }

    public SipPhone tcp(String number) {
        return keep(SipPhone.tcp(server.sip(), new InetSocketAddress(address, 0), number, TestUsers.password(number)));
    }

    /** Returns a phone, not registered, of a user whom no other test has. */
    public SipPhone over(Wire wire) {
        String number = TestUsers.next();
        InetSocketAddress local = new InetSocketAddress(address, 0);
        return keep(SipPhone.over(wire, server(server, wire), local, number, TestUsers.password(number)));
    }

    /** Returns where {@code server} speaks {@code wire}. */
    public static InetSocketAddress server(PatchbayServer server, Wire wire) {
        InetSocketAddress sip = server.sip();
        return new InetSocketAddress(sip.getAddress(), sip.getPort() + DISTANCES.get(wire));
    }

    /** Returns a UDP phone with credentials of the test's choice. */
    public SipPhone udp(String number, String password) {
        return keep(SipPhone.udp(server.sip(), new InetSocketAddress(address, 0), number, password));
    }

    public RtpEndpoint media() {
        return keep(RtpEndpoint.open(address));
    }

    private <T extends AutoCloseable> T keep(T phone) {
        opened.add(phone);
        return phone;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable phone : opened.reversed()) phone.close();
    }
}
