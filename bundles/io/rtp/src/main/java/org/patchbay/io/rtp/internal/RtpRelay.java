package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.io.NoFreePortException;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPorts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds port pairs and spreads them over the relay loops. */
@Component(configurationPid = "org.patchbay.io.rtp")
@Designate(ocd = RtpRelayConfig.class)
public final class RtpRelay implements RtpPorts {
    private static final Logger LOG = LoggerFactory.getLogger(RtpRelay.class);
    private static final long LONGEST_END_MILLIS = 400;
    private static final int MOST_LOOPS = 64;

    private final PortPairs pairs;
    private final List<RelayLoop> loops;
    private final WarmUp warmUp;
    private final Map<Integer, RelayPort> open = new ConcurrentHashMap<>();
    private volatile RelaySettings settings;
    private volatile boolean stopped;
    private volatile boolean warm;

    @Activate
    public RtpRelay(RtpRelayConfig config) throws IOException {
        settings = RelaySettings.of(config);
        pairs = new PortPairs(settings.ports());
        Backend backend = Backend.of(config.backend()).resolved();
        loops = startLoops(loops(config.loops()), backend);
        apply(settings);
        warmUp = WarmUp.start(backend, this::warm);
        LOG.info(
                "RTP: {}, {} loops by {}",
                settings,
                loops.size(),
                backend.name().toLowerCase(Locale.ROOT));
    }

    @Modified
    void modified(RtpRelayConfig config) {
        RelaySettings changed = RelaySettings.of(config);
        pairs.change(changed.ports());
        settings = changed;
        apply(changed);
        LOG.info("RTP: {} for new calls", changed);
    }

    private void warm() {
        warm = true;
        apply(settings);
    }

    // of both that may call this at once, each applies the newest settings that it sees
    private synchronized void apply(RelaySettings now) {
        try {
            for (RelayLoop loop : loops) {
                loop.batch(now.batchMicros());
                loop.schedule(now.scheduling(), warm);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component is on its way out
        }
    }

    @Deactivate
    public void deactivate() throws InterruptedException {
        stopped = true;
        warmUp.stop();
        loops.forEach(RelayLoop::stop);
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_END_MILLIS);
        for (RelayLoop loop : loops) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (!loop.awaitEnd(leftMillis)) LOG.warn("an RTP loop did not end within {} ms", LONGEST_END_MILLIS);
        }
    }

    @Override
    public RtpPort open() {
        RelaySettings now = settings;
        String reason = "all in use";
        for (int tries = now.ports().pairs(); tries > 0 && !stopped; tries--) {
            int port = pairs.take().orElse(0);
            if (port == 0) break;
            try {
                return open(port, now);
            } catch (BindException e) {
                // another process has it; it goes to the end of the queue
                pairs.giveBack(port);
                reason = String.valueOf(e.getMessage());
            } catch (IOException e) {
                pairs.giveBack(port);
                throw noFreePort(now, String.valueOf(e.getMessage()));
            }
        }
        throw noFreePort(now, stopped ? "the relay has stopped" : reason);
    }

    private RelayPort open(int port, RelaySettings now) throws IOException {
        RelayLoop loop = leastLoaded();
        PortSockets sockets = PortSockets.bind(loop.io(), now.address(), port);
        RelayPort opened = new RelayPort(loop, sockets, now.advertised(), now.packetsPerSecond());
        open.put(port, opened);
        loop.serve(opened);
        return opened;
    }

    // Which call a leg belongs to isn't known yet. With one loop both of its legs share it; with more, a packet may be
    // sent
    // through a socket of another loop, which costs the cache and nothing else.
    private RelayLoop leastLoaded() {
        RelayLoop least = loops.getFirst();
        for (RelayLoop loop : loops) if (loop.load() < least.load()) least = loop;
        return least;
    }

    private static NoFreePortException noFreePort(RelaySettings now, String reason) {
        return new NoFreePortException(
                "no RTP port in " + now.ports() + " at " + now.address().getHostAddress() + ": " + reason);
    }

    @Override
    public List<RtpPort> inUse() {
        return List.copyOf(open.values());
    }

    @Override
    public int capacity() {
        return settings.ports().pairs();
    }

    /** Returns the threads that relay. */
    List<RelayLoop> loops() {
        return loops;
    }

    private void closed(RelayPort port) {
        int number = port.local().getPort();
        open.remove(number);
        pairs.giveBack(number);
    }

    private static int loops(int configured) {
        if (configured < 0 || configured > MOST_LOOPS) throw new IllegalArgumentException("loops " + configured);
        return configured > 0 ? configured : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private List<RelayLoop> startLoops(int count, Backend backend) throws IOException {
        List<RelayLoop> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RelayLoop loop = new RelayLoop("patchbay-rtp-" + i, backend.open(), this::closed);
            loop.start();
            started.add(loop);
        }
        return List.copyOf(started);
    }
}
