package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import org.patchbay.io.Flow;
import org.patchbay.io.MessageReceiver;
import org.patchbay.sip.parser.Parsed;
import org.patchbay.sip.parser.ParserLimits;
import org.patchbay.sip.parser.SipFramer;
import org.patchbay.sip.parser.SipParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every message comes in, whatever its transport: bytes to message, message to whom it belongs. */
final class Ingress implements MessageReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);

    private final SipParser parser = new SipParser(ParserLimits.DEFAULT);
    private final SipFramer framer = new SipFramer(ParserLimits.DEFAULT);
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
        return framer.cut(bytes, from, to);
    }

    @Override
    public void received(Flow flow, byte[] bytes) {
        if (valve.admits(flow)) read(flow, bytes);
    }

    @Override
    public void hopeless(Flow flow, byte[] bytes) {
        read(flow, bytes);
    }

    private void read(Flow flow, byte[] bytes) {
        switch (parser.parse(bytes)) {
            case Parsed.Good(SIPMessage message) -> {
                Wire.logReceived(message, flow);
                dispatch(message, flow);
            }
            case Parsed.Refused refused -> {
                traffic.request();
                LOG.debug("{} sent a request that can't be read: {}", flow.remote(), refused.fault());
                flow.send(refused.response(flow.remote()), Flow.Outcome.IGNORED);
            }
            case Parsed.Dropped(Parsed.Cause cause) -> drop(cause);
        }
    }

    private void drop(Parsed.Cause cause) {
        switch (cause) {
            case KEEP_ALIVE -> {
                // nothing that anybody waits for
            }
            case GARBAGE -> traffic.drop("not SIP");
            case RESPONSE -> traffic.drop("malformed response");
            case ACK -> traffic.drop("malformed ACK");
            case UNANSWERABLE -> traffic.drop("malformed request without a way back");
            case DEFECT -> traffic.drop("unreadable for a defect of ours");
        }
    }

    private void dispatch(SIPMessage message, Flow flow) {
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
    private static void stampVia(Via via, Flow flow) {
        var source = flow.remote();
        var address = source.getAddress().getHostAddress();
        // what they say is the sender's invention, and the first would send our answer to a third party
        via.removeParameter(Via.MADDR);
        via.removeParameter(Via.RECEIVED);
        try {
            boolean rport = via.hasParameter(Via.RPORT);
            if (rport) via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
            if (rport || !via.getHost().equals(address)) via.setParameter(Via.RECEIVED, address);
        } catch (ParseException ours) {
            throw new IllegalStateException(ours); // an address and a port
        }
    }
}
