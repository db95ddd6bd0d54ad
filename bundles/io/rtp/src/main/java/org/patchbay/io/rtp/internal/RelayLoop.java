package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that moves the packets of its ports. It alone reads their sockets and changes their state; others tell it
 * what to change through {@link #changed}. A packet that is relayed is read into the loop's one buffer and sent from it.
 */
final class RelayLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);
    private static final int LARGEST_DATAGRAM_OCTETS = 65_536;
    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

    private final PacketIo io;
    private final Consumer<RelayPort> onClosed;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM_OCTETS);
    private final ByteBuffer readOnly = buffer.asReadOnlyBuffer();
    // holds a port at most once, so it is bounded by the ports
    private final Queue<RelayPort> changed = new ConcurrentLinkedQueue<>();
    private final Set<RelayPort> ports = new LinkedHashSet<>();
    private final List<RelayPort> closing = new ArrayList<>();
    private final AtomicInteger load = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean waits;

    RelayLoop(String name, PacketIo io, Consumer<RelayPort> onClosed) {
        this.io = io;
        this.onClosed = onClosed;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    PacketIo io() {
        return io;
    }

    /** Returns how many ports it serves, counting those that it is about to. */
    int load() {
        return load.get();
    }

    long threadId() {
        return thread.threadId();
    }

    /** Serves {@code port} from now on. May be called from any thread. */
    void serve(RelayPort port) {
        load.incrementAndGet();
        port.start();
    }

    /** Lets the loop look at the orders of {@code port} when it wakes up next. May be called from any thread. */
    void changed(RelayPort port) {
        changed.add(port);
    }

    /** Lets the loop look at changed orders now. May be called from any thread. */
    void wakeUp() {
        if (waits) io.wakeup(); // a system call, which a loop that is about to look need not cost
    }

    /** Returns the buffer for the packet at hand. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Returns the first {@code octets} of the packet at hand for somebody else to read. */
    ByteBuffer view(int octets) {
        return readOnly.clear().limit(octets);
    }

    /** Ends the thread, which closes all ports first. */
    void stop() {
        stopped = true;
        io.wakeup();
    }

    /** Waits until the thread has ended, at most {@code millis}. */
    boolean awaitEnd(long millis) throws InterruptedException {
        thread.join(Math.max(1, millis));
        return !thread.isAlive();
    }

    private void run() {
        while (!stopped) {
            try {
                applyOrders();
                waits = true;
                // an order that came before the line above has woken nobody
                io.poll(changed.isEmpty() ? LONGEST_WAIT_MILLIS : 0);
                waits = false;
            } catch (IOException | RuntimeException e) {
                // one bad moment must not end all calls; the pause keeps a lasting fault from taking the processor
                LOG.error("RTP loop {} goes on after a failure", thread.getName(), e);
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
        end();
    }

    private void applyOrders() throws IOException {
        for (RelayPort port = changed.poll(); port != null; port = changed.poll()) {
            if (!port.apply()) close(port);
            else if (ports.add(port)) port.open(io);
        }
        if (closing.isEmpty()) return;
        io.poll(0); // now the kernel has the port numbers back
        closing.forEach(onClosed);
        closing.clear();
    }

    private void close(RelayPort port) {
        port.closeSockets();
        ports.remove(port);
        load.decrementAndGet();
        closing.add(port);
    }

    private void end() {
        for (RelayPort port = changed.poll(); port != null; port = changed.poll()) ports.add(port);
        List.copyOf(ports).forEach(this::close);
        try {
            io.poll(0);
            io.close();
        } catch (IOException e) {
            LOG.warn("RTP loop {} did not end cleanly", thread.getName(), e);
        }
        closing.forEach(onClosed);
    }
}
