package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.stack.internal.RunningStack.Settings;
import org.patchbay.sip.stack.internal.transport.TransportLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks SIP on one address and port, over UDP and TCP. */
@Component(
        service = {SipTransactions.class, HandlerRegistry.class},
        configurationPid = StackConfig.PID)
@Designate(ocd = StackConfig.class)
public final class SipServer implements SipTransactions, HandlerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SipServer.class);
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int SEND_QUEUE = 256;

    private final HandlerTable handlers = new HandlerTable();
    private final InetSocketAddress advertised;
    private final RunningStack stack;

    @Activate
    public SipServer(StackConfig config) {
        this(settings(config));
    }

    SipServer(Settings settings) {
        this.advertised = settings.advertised();
        this.stack = start(settings);
        LOG.info("SIP listens on {} (UDP and TCP); peers are told {}", settings.local(), advertised);
    }

    private static Settings settings(StackConfig config) {
        var local = new InetSocketAddress(InetAddress.ofLiteral(config.address()), config.port());
        int threads = config.udp_threads() > 0
                ? config.udp_threads()
                : Runtime.getRuntime().availableProcessors();
        var limits = new TransportLimits(
                config.message_bytes_max(),
                threads,
                config.tcp_connections_max(),
                Duration.ofSeconds(config.tcp_idle_seconds()),
                CONNECTING,
                SEND_QUEUE);
        return new Settings(local, Advertised.of(config.advertise(), local), config.t1_millis(), limits);
    }

    private RunningStack start(Settings settings) {
        try {
            return new RunningStack(settings, handlers);
        } catch (IOException failed) {
            LOG.error(
                    "SIP can't listen on {}. Another program has the port, or the address is not of this machine: set"
                            + " address and port in etc/{}.config, or start with --sip-address and --sip-port.",
                    failed.getMessage(),
                    StackConfig.PID);
            throw new PortUnavailableException(String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void add(SipRequestHandler handler, Map<String, Object> properties) {
        handlers.add(handler, properties);
    }

    @Override
    public void remove(SipRequestHandler handler) {
        handlers.remove(handler);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses) {
        return stack.clientRequests().send(request, hop, responses);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        if (hops.isEmpty()) throw new IllegalArgumentException("no hop");
        return send(request, hops.getFirst(), responses);
    }

    @Override
    public void sendAck(SIPRequest ack, Hop hop) {
        stack.clientRequests().sendAck(ack, hop);
    }

    @Override
    public InetSocketAddress advertised(String transport) {
        return advertised;
    }

    @Override
    public TransactionCounters counters() {
        return stack.counters();
    }

    /** Returns how many INVITEs a CANCEL could still be for. */
    int invites() {
        return stack.invites();
    }

    @Deactivate
    void stop() {
        stack.close();
    }
}
