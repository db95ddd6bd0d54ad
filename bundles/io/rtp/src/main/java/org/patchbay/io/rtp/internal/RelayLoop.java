package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    // a socket has one packet in 20 ms, so the first round brings nearly all
    private static final int ROUNDS_OF_A_BATCH = 16;
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
    private volatile long batchNanos;
    private volatile @Nullable LinuxThread nativeThread;
    private final CountDownLatch begun = new CountDownLatch(1);

    RelayLoop(String name, PacketIo io, Consumer<RelayPort> onClosed) {
        this.io = io;
        this.onClosed = onClosed;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Lets it look for packets no more often than each {@code micros}, so that it finds several at once; 0: as soon as one is there.
     * May be called from any thread.
     */
    void batch(int micros) {
        batchNanos = TimeUnit.MICROSECONDS.toNanos(micros);
    }

    /** Lets the kernel treat its thread so, where it can be told. May be called from any thread, once it was started. */
    void schedule(LoopScheduling scheduling, boolean warm) throws InterruptedException {
        begun.await();
        LinuxThread known = nativeThread;
        if (known != null) scheduling.apply(known, thread.getName(), warm);
    }

    /** Returns its thread as the kernel knows it; null where that isn't asked. May be called once {@link #schedule} has returned. */
    @Nullable
    LinuxThread nativeThread() {
        return nativeThread;
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
        if (!waits) return; // a system call, which a loop that is about to look need not cost
        io.wakeup();
        if (batchNanos > 0) LockSupport.unpark(thread);
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
        LockSupport.unpark(thread);
    }

    /** Waits until the thread has ended, at most {@code millis}. */
    boolean awaitEnd(long millis) throws InterruptedException {
        thread.join(Math.max(1, millis));
        return !thread.isAlive();
    }

    private void run() {
        meetKernel();
        while (!stopped) {
            try {
                applyOrders();
                waits = true;
                // an order that came before the line above has woken nobody
                int readable = io.poll(changed.isEmpty() ? LONGEST_WAIT_MILLIS : 0);
                if (batchNanos > 0 && readable > 0) gather();
                waits = false;
            } catch (IOException | RuntimeException e) {
                // one bad moment must not end all calls; the pause keeps a lasting fault from taking the processor
                LOG.error("RTP loop {} goes on after a failure", thread.getName(), e);
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
        end();
    }

    private void meetKernel() {
        try {
            if (Linux.here()) nativeThread = LinuxThread.current();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.debug("{} can't be scheduled", thread.getName(), e); // no native access, say
        } finally {
            begun.countDown();
        }
    }

    /** Reads what has come, then lets more come. */
    private void gather() throws IOException {
        for (int round = 0; round < ROUNDS_OF_A_BATCH && io.poll(0) > 0; round++) {}
        if (changed.isEmpty()) LockSupport.parkNanos(this, batchNanos);
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
