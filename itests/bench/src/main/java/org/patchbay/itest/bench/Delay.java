package org.patchbay.itest.bench;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;

/** How much later packets are heard that the whole server relays while it sets up calls, than those that phones send to each other. */
final class Delay {
    private static final int CALLS = 500;
    private static final int DIRECT_CALLS = 50;
    private static final int CALLS_A_SECOND = 50;
    private static final double LIMIT_MILLIS = 0.5;

    private final Subjects subjects;
    private final Load load;
    private final Path programs;
    private final Path work;
    private final int rounds;
    private final Duration length;
    private final List<Double> relayed = new ArrayList<>();
    private final List<Double> direct = new ArrayList<>();
    private final List<Double> added = new ArrayList<>();
    private long wrong;
    private long failed;

    /** @param length of a round: 3 s at least */
    Delay(Path root, Path work, Path programs, int rounds, Duration length) {
        this.subjects = new Subjects(root, work);
        this.load = new Load(root, work);
        this.programs = programs;
        this.work = work;
        this.rounds = rounds;
        this.length = length;
    }

    void run() {
        try (Subject server = subjects.patchbay();
                Phones phones = Phones.open(programs, work, Subjects.address(25), CALLS, DIRECT_CALLS);
                SipPhone caller = phone(server, 2010);
                SipPhone callee = phone(server, 2011)) {
            callee.register();
            Program program = server.programs().getFirst();
            phones.aim(server.sip().getAddress(), connect(phones, caller, callee), program);
            for (int round = 0; round <= rounds; round++) {
                System.out.printf(
                        "%d calls and %d new ones a second, round %d of %d, %s%n",
                        CALLS, CALLS_A_SECOND, round, rounds, Report.machine());
                Phones.Talk talk = talk(server, phones, program);
                if (round > 0) add(talk); // the one before them is to warm up
            }
        }
    }

    private static SipPhone phone(Subject server, int number) {
        InetSocketAddress local = new InetSocketAddress(Subjects.address(7), 0);
        return SipPhone.udp(server.sip(), local, Integer.toString(number), Subjects.password(number))
                .algorithm("MD5");
    }

    /** Sets up a call for each two ports of the phones; returns where they are to send to. */
    private static List<Integer> connect(Phones phones, SipPhone caller, SipPhone callee) {
        List<Integer> to = new ArrayList<>();
        for (int i = 0; i < phones.ports().size(); i += 2) {
            OutgoingCall call = caller.call(callee.number(), Sdp.offer(at(phones, i), Sdp.PCMU));
            IncomingCall incoming = callee.expectCall();
            incoming.sendAnswer(Sdp.offer(at(phones, i + 1), Sdp.PCMU));
            to.add(call.talk().remoteSdp().rtp().getPort());
            incoming.expectAck();
            to.add(incoming.offer().rtp().getPort());
        }
        return to;
    }

    private static InetSocketAddress at(Phones phones, int phone) {
        return new InetSocketAddress(phones.address(), phones.ports().get(phone));
    }

    private Phones.Talk talk(Subject server, Phones phones, Program program) {
        var calling =
                CompletableFuture.supplyAsync(() -> load.callsAtRate(server, CALLS_A_SECOND, length.plusSeconds(3)));
        pause(); // until they come
        Phones.Talk talk = phones.talk(length, program);
        failed += calling.join();
        return talk;
    }

    private static void pause() {
        try {
            Thread.sleep(1500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Phones.Talk talk) {
        relayed.add(talk.of("relayed.p99") / 1e6);
        direct.add(talk.of("direct.p99") / 1e6);
        added.add((talk.of("relayed.p99") - talk.of("direct.p99")) / 1e6);
        wrong += talk.wrong();
    }

    List<Check> checks() {
        String what = "p99 of the delay that is added at %d calls and %d new ones a second: under %s ms"
                .formatted(CALLS, CALLS_A_SECOND, LIMIT_MILLIS);
        double median = Report.median(added);
        return List.of(
                new Check(what, millis(median) + " ms", median < LIMIT_MILLIS, true),
                Check.none("meanwhile packets lost, twice, astray", wrong),
                Check.none("meanwhile calls that failed", failed));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Returns what was measured, round by round, in ms. */
    String table() {
        StringBuilder text =
                new StringBuilder("| p99 in ms, round | relayed | phone to phone | added |\n|---|---|---|---|\n");
        for (int i = 0; i < added.size(); i++) {
            text.append("| %d | %s | %s | %s |%n"
                    .formatted(i + 1, millis(relayed.get(i)), millis(direct.get(i)), millis(added.get(i))));
        }
        return text.append('\n').toString();
    }

    String json() {
        return "{\"relayed_p99_ms\": %s, \"direct_p99_ms\": %s, \"added_p99_ms\": %s}"
                .formatted(relayed, direct, added);
    }
}
