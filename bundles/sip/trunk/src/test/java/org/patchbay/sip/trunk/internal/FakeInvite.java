package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.patchbay.sip.IncomingRequest;

/** An INVITE that arrived from somewhere. */
record FakeInvite(SIPRequest message, InetSocketAddress source, String transport) implements IncomingRequest {
    static FakeInvite from(String address, int port, String uri, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Via: SIP/2.0/UDP 10.9.9.9:5999;branch=z9hG4bK1";
        all[1] = "Contact: <sip:a@10.9.9.9>";
        System.arraycopy(headers, 0, all, 2, headers.length);
        var source = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        return new FakeInvite(Messages.request("INVITE", uri, all), source, "udp");
    }

    /** From +49301 to 2000. */
    static FakeInvite from(String address, int port) {
        return from(address, port, "sip:2000@192.0.2.1", "From: \"Ann\" <sip:+49301@x>;tag=1", "To: <sip:3000@x>");
    }

    @Override
    public boolean begin() {
        return true;
    }

    @Override
    public SIPResponse response(int status) {
        return message.createResponse(status);
    }

    @Override
    public void respond(SIPResponse response) {
        throw new AssertionError("recognising answers nothing");
    }
}
