package org.patchbay.io.rtp.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what a relayed packet costs the loop: processor time of its thread, and octets of heap.
 *
 * <p>{@code java org.patchbay.io.rtp.internal.RelayCost [calls] [seconds] [bound address] [backend]}: it prints a line a
 * second. Sending on loopback also runs the receiver's part of the kernel, which counts for the loop.
 */
final class RelayCost {
    private static final long PACKET_TIME_NANOS = 20_000_000;
    private static final int FIRST_PORT = 30_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RelayLoop loop;
    private final List<RelayPort> ports = new ArrayList<>();
    private final List<Phone> phones = new ArrayList<>();
    private final String server = Phone.freshAddress();

    /** What one window cost. */
    record Cost(long packets, long lost, long cpuNanos, long heapOctets) {
        double cpuMicrosPerPacket() {
            return cpuNanos / 1e3 / packets;
        }

        double heapOctetsPerPacket() {
            return (double) heapOctets / packets;
        }
    }

    RelayCost(int calls, InetAddress bound, Backend backend) throws Exception {
        loop = new RelayLoop("relay-cost", backend.open(), port -> {});
        loop.start();
        for (int i = 0; i < 2 * calls; i++) {
            Phone phone = new Phone(Phone.freshAddress());
            PortSockets sockets = PortSockets.bind(loop.io(), bound, FIRST_PORT + 2 * i);
            RelayPort port = new RelayPort(loop, sockets, bound, 1_000_000);
            loop.serve(port);
            port.expect(phone.address(), Phone.above(phone.address()));
            phones.add(phone);
            ports.add(port);
        }
        for (int i = 0; i < ports.size(); i++) ports.get(i).relayTo(ports.get(i ^ 1));
    }

    public static void main(String[] arguments) throws Exception {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        InetAddress bound = Phone.literal(arguments.length > 2 ? arguments[2] : Phone.freshAddress());
        RelayCost cost = new RelayCost(calls, bound, Backend.of(arguments.length > 3 ? arguments[3] : "auto"));
        for (int second = 0; second < seconds; second++) {
            Cost window = cost.measure(50);
            System.out.printf(
                    Locale.ROOT,
                    "%d calls, bound to %s: %d packets, %d lost, %.2f us and %.2f octets of heap a packet%n",
                    calls,
                    bound.getHostAddress(),
                    window.packets(),
                    window.lost(),
                    window.cpuMicrosPerPacket(),
                    window.heapOctetsPerPacket());
        }
        cost.close();
    }

    /** Sends {@code rounds} packets from every phone, spread over the 20 ms between two rounds. */
    Cost measure(int rounds) {
        long relayedBefore = relayed();
        long cpuBefore = threads.getThreadCpuTime(loop.threadId());
        long heapBefore = threads.getThreadAllocatedBytes(loop.threadId());
        long sent = 0;
        byte[] packet = Phone.rtp(0, 1);
        long startNanos = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < ports.size(); i++, sent++) {
                phones.get(i).send(packet, destination(i));
                long dueNanos = startNanos + round * PACKET_TIME_NANOS + i * PACKET_TIME_NANOS / ports.size();
                if (i % 8 == 0) LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
        }
        LockSupport.parkNanos(PACKET_TIME_NANOS);
        long relayed = relayed() - relayedBefore;
        return new Cost(
                relayed,
                sent - relayed,
                threads.getThreadCpuTime(loop.threadId()) - cpuBefore,
                threads.getThreadAllocatedBytes(loop.threadId()) - heapBefore);
    }

    private InetSocketAddress destination(int i) {
        InetSocketAddress local = ports.get(i).local();
        return local.getAddress().isAnyLocalAddress() ? new InetSocketAddress(server, local.getPort()) : local;
    }

    private long relayed() {
        return ports.stream().mapToLong(port -> port.counters().sent()).sum();
    }

    void close() throws InterruptedException {
        loop.stop();
        loop.awaitEnd(1_000);
        phones.forEach(Phone::close);
    }
}
