package org.patchbay.io.rtp.srtp.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** Prints what sealing and opening a packet of G.711 costs: microseconds of processor, and octets allocated. */
final class SrtpCost {
    private static final int PACKETS = 60_000;
    private static final int ROUNDS = 9;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SrtpCost() {}

    public static void main(String[] arguments) {
        for (SrtpSuite suite : SrtpSuite.values()) {
            double[] seal = new double[ROUNDS];
            double[] open = new double[ROUNDS];
            long[] allocated = new long[2];
            for (int round = 0; round < ROUNDS; round++) {
                SrtpKey key = SrtpKey.random(suite, new SecureRandom());
                var sender = new SrtpSender(key);
                var receiver = new SrtpReceiver(key);
                ByteBuffer[] sealed = new ByteBuffer[PACKETS];
                for (int i = 0; i < PACKETS; i++) sealed[i] = ByteBuffer.allocateDirect(200);
                ByteBuffer plain = ByteBuffer.allocateDirect(172).put(0, (byte) 0x80);
                seal[round] = measured(allocated, 0, i -> {
                    ByteBuffer made = sender.sealRtp(plain.putShort(2, (short) i));
                    sealed[i].put(0, made, 0, made.limit()).limit(made.limit());
                });
                open[round] = measured(allocated, 1, i -> {
                    if (!receiver.openRtp(sealed[i])) throw new IllegalStateException("packet " + i);
                });
            }
            System.out.printf(
                    "%s: seal %.2f us, %d octets; open %.2f us, %d octets%n",
                    suite, median(seal), allocated[0], median(open), allocated[1]);
        }
    }

    private interface Step {
        void run(int i);
    }

    private static double measured(long[] allocated, int slot, Step step) {
        long octets = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < PACKETS; i++) step.run(i);
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        allocated[slot] = (THREADS.getCurrentThreadAllocatedBytes() - octets) / PACKETS;
        return nanos / 1e3 / PACKETS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
