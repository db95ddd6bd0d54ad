package org.patchbay.sip.parser;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Protocol;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;

/** Reads Via headers (RFC 3261 section 20.42). */
final class Vias {
    private Vias() {}

    static void read(Cursor in, ViaList into) throws SyntaxException {
        do {
            in.count();
            into.add(one(in));
        } while (in.skipSeparator(','));
        in.expectEnd();
    }

    /** Reads one Via and leaves the cursor behind it. */
    static Via one(Cursor in) throws SyntaxException {
        var via = Blanks.of(Blanks.VIA);
        protocol(in, via.getSentProtocol());
        int before = in.at;
        in.blanks();
        if (in.at == before) throw in.bad();
        via.setSentBy(sentBy(in));
        Parameters.ofVia(in, via.getParameters());
        in.blanks();
        return via;
    }

    private static void protocol(Cursor in, Protocol protocol) throws SyntaxException {
        protocol.setProtocolName(in.ascii(Octets.TOKEN));
        slash(in);
        protocol.setProtocolVersion(in.ascii(Octets.TOKEN));
        slash(in);
        protocol.setTransport(in.ascii(Octets.TOKEN));
    }

    private static void slash(Cursor in) throws SyntaxException {
        if (!in.skipSeparator('/')) throw in.bad();
    }

    private static HostPort sentBy(Cursor in) throws SyntaxException {
        var sentBy = new HostPort();
        sentBy.setHost(Uris.host(in));
        if (in.skipSeparator(':')) sentBy.setPort(Uris.port(in));
        return sentBy;
    }
}
