package org.patchbay.sip.stack.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions;

/** Opens the real stack to the tests of this bundle, over one UDP socket. */
public final class StackUnderTest implements AutoCloseable {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final SocketListener socket;
    private final SipServer server;
    private int served;

    public StackUnderTest(InetSocketAddress local, int t1Millis) {
        server = new SipServer(
                (millis, key, task) -> {
                    var future = scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
                    return () -> future.cancel(false);
                },
                InstantSource.system(),
                new Timing(t1Millis),
                0,
                Duration.ofHours(1));
        socket = new SocketListener(local);
        server.addListener(socket);
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
        socket.close();
        scheduler.shutdownNow();
    }
}
