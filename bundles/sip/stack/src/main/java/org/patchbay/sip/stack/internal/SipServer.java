package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.io.Listener;
import org.patchbay.io.Timers;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks SIP at every listener that there is. */
@Component(
        service = {SipTransactions.class, HandlerRegistry.class},
        configurationPid = StackConfig.PID)
@Designate(ocd = StackConfig.class)
public final class SipServer implements SipTransactions, HandlerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SipServer.class);
    private static final long SWEEP_MILLIS = 1000;

    private final HandlerTable handlers = new HandlerTable();
    private final Traffic traffic = new Traffic();
    private final Endpoints endpoints = new Endpoints();
    private final Timers timers;
    private final Admission admission;
    private final ServerTransactions serverTransactions;
    private final ClientTransactions clientTransactions;
    private final OutgoingRequests outgoing;
    private final Ingress ingress;
    private volatile boolean stopped;

    /** Called by the framework. */
    @Activate
    public SipServer(@Reference Timers timers, StackConfig config) {
        this(
                timers,
                InstantSource.system(),
                new Timing(config.t1_millis()),
                config.source_messages_per_second(),
                Duration.ofMillis(config.overload_millis()));
    }

    SipServer(Timers timers, InstantSource clock, Timing timing, int messagesPerSecond, Duration overload) {
        this.timers = timers;
        this.admission = new Admission(messagesPerSecond, overload, () -> clock.millis() * 1_000_000, this::behind);
        this.serverTransactions = new ServerTransactions(clock, timers, timing);
        this.clientTransactions = new ClientTransactions(clock, timers, timing);
        this.outgoing = new OutgoingRequests(endpoints, clientTransactions, clock);
        var responses = new Responses();
        var valve = new Valve(handlers, responses, serverTransactions, admission, traffic);
        this.ingress = new Ingress(valve, clientTransactions, traffic);
        sweepLater();
    }

    /** Begins to speak SIP at {@code listener}. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(Listener listener) {
        endpoints.add(listener, ingress);
        var name = listener.protocol().name();
        LOG.info("SIP over {} at {}; peers are told {}", name, listener.local(), listener.advertised());
    }

    /** Ends to speak SIP there. */
    void removeListener(Listener listener) {
        endpoints.remove(listener);
    }

    private Duration behind() {
        return endpoints.behind();
    }

    private void sweepLater() {
        timers.after(SWEEP_MILLIS, this, () -> {
            if (stopped) return;
            serverTransactions.sweep();
            clientTransactions.sweep();
            outgoing.failed().sweep();
            admission.sweep();
            sweepLater();
        });
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
        return outgoing.send(request, List.of(hop), responses);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        return outgoing.send(request, hops, responses);
    }

    @Override
    public void sendAck(SIPRequest ack, Hop hop) {
        outgoing.sendAck(ack, hop);
    }

    @Override
    public InetSocketAddress advertised(String transport) {
        return endpoints
                .advertised(transport)
                .orElseThrow(() -> new IllegalArgumentException("SIP is spoken nowhere: no listener is up"));
    }

    @Override
    public InetSocketAddress advertised(Hop hop) {
        return endpoints
                .flow(hop)
                .map(flow -> flow.listener().advertised())
                .orElseGet(() -> advertised(hop.transport()));
    }

    @Override
    public TransactionCounters counters() {
        return new TransactionCounters(
                serverTransactions.size(),
                clientTransactions.size(),
                serverTransactions.lingering() + clientTransactions.lingering(),
                traffic.requests(),
                traffic.responses(),
                traffic.dropped());
    }

    @Deactivate
    void stop() {
        stopped = true;
        endpoints.removeAll();
    }
}
