package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import org.patchbay.io.Flow;
import org.patchbay.io.MessageReceiver;
import org.patchbay.sip.stack.internal.transport.BadRequest;
import org.patchbay.sip.stack.internal.transport.MessageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every message comes in, whatever its transport: bytes to message, message to whom it belongs. */
final class Ingress implements MessageReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);

    private final Valve valve;
    private final ClientTransactions clients;
    private final Traffic traffic;

    Ingress(Valve valve, ClientTransactions clients, Traffic traffic) {
        this.valve = valve;
        this.clients = clients;
        this.traffic = traffic;
    }

    @Override
    public int cut(byte[] bytes, int from, int to) {
        return MessageReader.cut(bytes, from, to);
    }

    @Override
    public void received(Flow flow, byte[] bytes) {
        if (!valve.admits(flow)) return;
        try {
            var message = MessageReader.read(bytes);
            Wire.logReceived(message, flow);
            dispatch(message, flow);
        } catch (ParseException unreadable) {
            LOG.debug("{} sent what can't be read: {}", flow.remote(), unreadable.getMessage());
            hopeless(flow, bytes);
        }
    }

    @Override
    public void hopeless(Flow flow, byte[] bytes) {
        var answer = BadRequest.answer(bytes, flow.remote());
        if (answer.isEmpty()) {
            traffic.drop("unreadable");
            return;
        }
        traffic.request();
        flow.send(answer.get(), Flow.Outcome.IGNORED);
    }

    private void dispatch(SIPMessage message, Flow flow) throws ParseException {
        message.setRemoteAddress(flow.remote().getAddress());
        message.setRemotePort(flow.remote().getPort());
        if (message instanceof SIPRequest request) {
            traffic.request();
            stampVia(request.getTopmostVia(), flow);
            valve.received(request, flow);
        } else if (message instanceof SIPResponse response) {
            traffic.response();
            if (!clients.received(response)) traffic.drop("stray response");
        }
    }

    // RFC 3261 section 18.2.1 and RFC 3581 section 4
    private static void stampVia(Via via, Flow flow) throws ParseException {
        var source = flow.remote();
        var address = source.getAddress().getHostAddress();
        // what they say is the sender's invention, and the first would send our answer to a third party
        via.removeParameter(Via.MADDR);
        via.removeParameter(Via.RECEIVED);
        boolean rport = via.hasParameter(Via.RPORT);
        if (rport) via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
        if (rport || !via.getHost().equals(address)) via.setParameter(Via.RECEIVED, address);
    }
}
