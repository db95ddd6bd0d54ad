package org.patchbay.sip.stack.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.stack.internal.RunningStack.Settings;
import org.patchbay.sip.stack.internal.transport.TransportLimits;

/** Opens the real stack to the tests of this bundle. */
public final class StackUnderTest implements AutoCloseable {
    private final SipServer server;
    private int served;

    public StackUnderTest(InetSocketAddress local, int t1Millis) {
        var limits = new TransportLimits(16384, 2, 1000, Duration.ofSeconds(60), Duration.ofSeconds(2), 64);
        server = new SipServer(new Settings(local, local, t1Millis, limits));
    }

    /** Serves {@code methods} by {@code handler}, and no more by who did before. */
    public void serve(SipRequestHandler handler, String... methods) {
        served++;
        server.add(handler, Map.of(SipRequestHandler.METHODS, methods, "service.ranking", served));
    }

    public SipTransactions transactions() {
        return server;
    }

    @Override
    public void close() {
        server.stop();
    }
}
