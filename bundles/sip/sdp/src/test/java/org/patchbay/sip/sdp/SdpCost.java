package org.patchbay.sip.sdp;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sdp.SdpFactory;
import javax.sdp.SessionDescription;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/**
 * Measures what it costs to read and to write a description, beside JAIN's {@code javax.sdp} in the same run: CPU time and
 * allocated octets of this thread. Look at the ratios: the machine may be busy.
 */
final class SdpCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;
    private static final int DIALOGS = 20_000;

    @SuppressWarnings("unused") // what is measured must go somewhere
    private static volatile Object sink = "";

    private SdpCost() {}

    private interface Task {
        Object run() throws Exception;
    }

    /** The best of several rounds: noise only adds. */
    private record Cost(double micros, long octets) {
        static Cost of(Task task) throws Exception {
            int times = calibrated(task);
            Cost best = new Cost(Double.MAX_VALUE, Long.MAX_VALUE);
            for (int i = 0; i < ROUNDS; i++) {
                Cost round = round(task, times);
                best = new Cost(Math.min(best.micros, round.micros), Math.min(best.octets, round.octets));
            }
            return best;
        }

        private static int calibrated(Task task) throws Exception {
            round(task, 5_000);
            double micros = round(task, 5_000).micros;
            return (int) Math.max(1_000, 300_000 / micros);
        }

        private static Cost round(Task task, int times) throws Exception {
            long octets = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) sink = task.run();
            return new Cost(
                    (THREADS.getCurrentThreadCpuTime() - nanos) / 1e3 / times,
                    (THREADS.getCurrentThreadAllocatedBytes() - octets) / times);
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("| description | octets | read us (JAIN, ratio) | read alloc (JAIN, ratio) "
                + "| write us (JAIN, ratio) | write alloc (JAIN, ratio) | offer to answer us, alloc |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String name : List.of("sipp", "asterisk", "baresip", "cisco-phone", "chrome")) measure(name);
        kept();
    }

    private static void measure(String name) throws Exception {
        String text = Telephones.description(name);
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        Sdp sdp = Sdp.read(octets);
        SdpFactory jain = SdpFactory.getInstance();
        SessionDescription theirs = jain.createSessionDescription(text);
        Cost read = Cost.of(() -> Sdp.read(octets));
        Cost jainRead = Cost.of(() -> jain.createSessionDescription(new String(octets, StandardCharsets.UTF_8)));
        Cost write = Cost.of(sdp::octets);
        Cost jainWrite = Cost.of(() -> theirs.toString().getBytes(StandardCharsets.UTF_8));
        String both = RemoteSdp.offer(text) instanceof Usable ? answered(text) : "-";
        System.out.printf(
                "| %s | %d | %s | %s | %s | %s | %s |%n",
                name,
                octets.length,
                micros(read, jainRead),
                octets(read, jainRead),
                micros(write, jainWrite),
                octets(write, jainWrite),
                both);
    }

    private static String answered(String text) throws Exception {
        LocalSdp begun =
                LocalSdp.begin(7, new InetSocketAddress("192.0.2.1", 40000), new InetSocketAddress("192.0.2.1", 40001));
        Cost cost = Cost.of(() -> {
            if (!(RemoteSdp.offer(text) instanceof Usable offer)) throw new IllegalStateException(text);
            MediaFormat accepted = offer.media().format().first().with(Direction.SENDRECV);
            return begun.answer(offer, accepted).text();
        });
        return "%.1f, %d".formatted(cost.micros, cost.octets);
    }

    /** Prints how much heap the offer and answer of a dialog hold for as long as the call lasts. */
    private static void kept() {
        String text = Telephones.description("cisco-phone");
        var held = new ArrayList<Negotiation>(DIALOGS);
        long before = heap();
        for (int i = 0; i < DIALOGS; i++) {
            var rtp = new InetSocketAddress("192.0.2.1", 20_000 + 2 * (i % 20_000));
            var begun = Negotiation.begin(i, rtp, new InetSocketAddress("192.0.2.1", rtp.getPort() + 1));
            if (!(begun.read(text) instanceof Usable offer)) throw new IllegalStateException(text);
            held.add(begun.answer(offer, offer.media().format().first()));
        }
        System.out.printf("%nkept per dialog: %d octets of heap%n", (heap() - before) / held.size());
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String micros(Cost ours, Cost jain) {
        return "%.2f (%.2f, %.1f)".formatted(ours.micros, jain.micros, jain.micros / ours.micros);
    }

    private static String octets(Cost ours, Cost jain) {
        return "%d (%d, %.1f)".formatted(ours.octets, jain.octets, (double) jain.octets / ours.octets);
    }
}
