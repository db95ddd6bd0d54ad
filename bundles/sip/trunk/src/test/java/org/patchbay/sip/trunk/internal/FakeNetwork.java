package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.patchbay.io.NameResolver;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.TargetResolver;

/** The stack, the name system and the time, all in the hands of a test. */
final class FakeNetwork implements SipTransactions, TargetResolver, NameResolver {
    final VirtualTimers timers = new VirtualTimers();
    final Map<String, List<Hop>> targets = new HashMap<>();
    final Map<String, List<InetAddress>> hosts = new HashMap<>();
    final Set<Hop> silent = new HashSet<>();
    final List<Sent> sent = new ArrayList<>();
    final Queue<Sent> waiting = new ArrayDeque<>();
    boolean answersOptions = true;

    /** A request on its way, and who waits for what comes of it. */
    record Sent(SIPRequest request, List<Hop> hops, SipResponseHandler handler) {
        String text() {
            return request.toString();
        }

        void answer(int status, String... headers) {
            handler.received(Messages.response(request, status, headers));
        }
    }

    static Hop hop(String address) {
        return hop("udp", address, 5060);
    }

    static Hop hop(String transport, String address, int port) {
        return new Hop(transport, new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    Surroundings around() {
        return new Surroundings(this, this, this, timers, timers, new Largest());
    }

    /** Draws the largest numbers, so that every wait is the longest that it can be. */
    private static final class Largest implements RandomGenerator {
        private long next;

        @Override
        public long nextLong() {
            return ++next * 0x9E3779B97F4A7C15L;
        }

        @Override
        public double nextDouble() {
            return 1;
        }
    }

    /** Runs what is due now. */
    FakeNetwork settle() {
        timers.pass(Duration.ZERO);
        return this;
    }

    void pass(Duration time) {
        timers.pass(time);
    }

    /** Returns the REGISTER that waits for its answer. */
    Sent register() {
        settle();
        Sent next = waiting.poll();
        if (next == null) throw new AssertionError("no REGISTER was sent");
        return next;
    }

    /** Answers the REGISTER that waits, and lets the trunk take it. */
    void answer(int status, String... headers) {
        register().answer(status, headers);
        settle();
    }

    void timeOut() {
        register().handler().timedOut();
        settle();
    }

    List<String> methods() {
        return sent.stream().map(one -> one.request().getMethod()).toList();
    }

    long count(String method) {
        return methods().stream().filter(method::equals).count();
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses) {
        return send(request, List.of(hop), responses);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        if (hops.getFirst().transport().equals("ws")) throw new IllegalArgumentException("no transport ws");
        var one = new Sent(Messages.sent(request), hops, responses);
        sent.add(one);
        boolean options = request.getMethod().equals("OPTIONS");
        if (!options) waiting.add(one);
        else if (answersOptions && !silent.contains(hops.getFirst())) one.answer(200);
        return new OutgoingTransaction() {
            @Override
            public void cancel() {
                throw new AssertionError("cancelled");
            }

            @Override
            public void cancel(Reason why) {
                throw new AssertionError("cancelled");
            }
        };
    }

    @Override
    public void sendAck(SIPRequest ack, Hop hop) {
        throw new AssertionError("no ACK here");
    }

    @Override
    public InetSocketAddress advertised(String transport) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060);
    }

    @Override
    public TransactionCounters counters() {
        return new TransactionCounters(0, 0, 0, 0, 0, Map.of());
    }

    @Override
    public CompletionStage<List<Hop>> resolve(SipUri uri) {
        List<Hop> hops = targets.get(uri.getHost());
        return hops == null
                ? CompletableFuture.failedStage(new IOException("no answer"))
                : CompletableFuture.completedStage(hops);
    }

    @Override
    public CompletionStage<List<InetAddress>> addresses(String host) {
        List<InetAddress> found = hosts.get(host);
        return found == null
                ? CompletableFuture.failedStage(new IOException("no answer"))
                : CompletableFuture.completedStage(found);
    }

    @Override
    public CompletionStage<List<Naptr>> naptr(String domain) {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<List<Srv>> srv(String name) {
        return CompletableFuture.completedStage(List.of());
    }
}
