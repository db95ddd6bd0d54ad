package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.patchbay.sip.SipTransactions.TransactionCounters;
import org.patchbay.sip.stack.internal.transport.Ingress;
import org.patchbay.sip.stack.internal.transport.Listening;
import org.patchbay.sip.stack.internal.transport.Traffic;
import org.patchbay.sip.stack.internal.transport.TransportLimits;
import org.patchbay.sip.stack.internal.transport.Transports;

/** JAIN-SIP with our transports, valve and listener around it, from the first socket to the last. */
final class RunningStack implements AutoCloseable {
    private static final String RI = "gov.nist.javax.sip.";

    /** What it is made with. */
    record Settings(InetSocketAddress local, InetSocketAddress advertised, int t1Millis, TransportLimits limits) {}

    private final ThreadGroup threads = new ThreadGroup("sip-stack");
    private final Traffic traffic = new Traffic();
    private final Map<String, Listening> listening = new HashMap<>();
    private final SipStackImpl stack;
    private final ServerRequests serverRequests;
    private final ClientRequests clientRequests;

    /**
     * Binds and begins to serve.
     *
     * @throws IOException when an address or port can't be had; nothing is left open then
     */
    RunningStack(Settings settings, HandlerTable handlers) throws IOException {
        stack = create();
        try {
            int t1 = settings.t1Millis;
            var answered = new AnsweredInvites(InstantSource.system(), Duration.ofMillis(64L * t1));
            var responses = new Responses();
            serverRequests = new ServerRequests(handlers, responses, t1);
            stack.setMessageProcessorFactory(
                    new Transports(new Ingress(traffic, this::undeliverable), settings.limits));
            stack.sipMessageValves.add(new StackValve(stack, handlers, responses, serverRequests, answered, traffic));
            var provider = listen(settings.local);
            clientRequests = new ClientRequests(stack, provider, listening, settings.advertised, answered, t1);
            listening.values().forEach(Listening::serve);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Creates it in a group of its own, since one of its threads knows no other end than an interrupt; see {@link #close}. */
    private SipStackImpl create() {
        var creation = new FutureTask<>(() -> new SipStackImpl(properties()));
        new Thread(threads, creation, "sip-create").start();
        try {
            return creation.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed); // our own properties
        }
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "patchbay");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty(RI + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        // by name: JAIN-SIP loads them from its own bundle, which does not export them
        properties.setProperty(RI + "STACK_LOGGER", "org.patchbay.sip.jain.Slf4jStackLogger");
        properties.setProperty(RI + "SERVER_LOGGER", "org.patchbay.sip.jain.Slf4jServerLogger");
        // on the thread that received it, not on one thread for all
        properties.setProperty(RI + "REENTRANT_LISTENER", "true");
        // how long an ended transaction stays in the tables, in seconds; 8 otherwise
        properties.setProperty(RI + "LINGER_TIMER", "1");
        // what a handler forgets to answer must not stay for ever, in seconds; longer than any phone rings
        properties.setProperty(RI + "MAX_TX_LIFETIME_INVITE", "330");
        properties.setProperty(RI + "MAX_TX_LIFETIME_NON_INVITE", "40");
        properties.setProperty(RI + "RFC_2543_SUPPORT_ENABLED", "false");
        properties.setProperty(RI + "DELIVER_UNSOLICITED_NOTIFY", "true");
        // it would search the whole table for each CANCEL that we send
        properties.setProperty(RI + "CANCEL_CLIENT_TRANSACTION_CHECKED", "false");
        return properties;
    }

    private SipProviderImpl listen(InetSocketAddress local) throws IOException {
        try {
            var udp = point(local, "udp");
            var provider = (SipProviderImpl) stack.createSipProvider(udp);
            provider.addListeningPoint(point(local, "tcp"));
            provider.addSipListener(new StackListener(serverRequests));
            return provider;
        } catch (SipException | TooManyListenersException impossible) {
            throw new IllegalStateException(impossible); // the first and only provider and listener of this stack
        }
    }

    private ListeningPointImpl point(InetSocketAddress local, String transport) throws IOException, SipException {
        var address = local.getAddress().getHostAddress();
        try {
            var point = (ListeningPointImpl) stack.createListeningPoint(address, local.getPort(), transport);
            listening.put(transport, (Listening) point.getMessageProcessor());
            return point;
        } catch (InvalidArgumentException failed) {
            var reason = failed.getCause() == null ? failed : failed.getCause();
            throw (IOException) new BindException(transport.toUpperCase(java.util.Locale.ROOT) + " " + address + ":"
                            + local.getPort() + ": " + reason.getMessage())
                    .initCause(failed);
        }
    }

    private void undeliverable(String id) {
        var transaction = stack.findTransaction(id, false);
        if (transaction != null && transaction.getApplicationData() instanceof ClientRequest client) client.abandon();
    }

    ClientRequests clientRequests() {
        return clientRequests;
    }

    /** Returns the INVITEs that a CANCEL could still be for. */
    int invites() {
        return serverRequests.invites();
    }

    TransactionCounters counters() {
        return new TransactionCounters(
                stack.getServerTransactionTableSize(),
                stack.getClientTransactionTableSize(),
                traffic.requests(),
                traffic.responses(),
                traffic.dropped());
    }

    /** Closes the sockets at once; what JAIN-SIP does after that takes a second and nobody waits for it. */
    @Override
    public void close() {
        listening.values().forEach(Listening::stop);
        if (stack.getTimer().isStarted()) stack.getTimer().stop();
        Thread.ofVirtual().name("sip-stop").start(() -> {
            stack.stop();
            // its event scanner, idle with a re-entrant listener, waits for ever otherwise, and keeps this bundle in
            // memory
            threads.interrupt();
        });
    }
}
