package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;

/**
 * The same load for every server. sipp drives registrations and calls in a closed loop, at most forty at once: a server that is
 * slower is asked less often, not more at once, so that CPU per operation stays comparable on a busy machine.
 */
final class Load {
    private static final int AT_ONCE = 40;
    private static final int REGISTERING = 6999;
    private static final AtomicInteger PORTS = new AtomicInteger(7000);

    private final Path work;
    private final Path scenarios;

    Load(Path root, Path work) {
        this.work = work;
        this.scenarios = root.resolve("itests/wire/src/test/sip");
        String lines = IntStream.range(1000, 2000)
                .mapToObj(number -> "%d;[authentication username=%d password=%s]\n"
                        .formatted(number, number, Subjects.password(number)))
                .collect(Collectors.joining());
        write("users.csv", "SEQUENTIAL\n" + lines);
    }

    private void write(String file, String text) {
        try {
            Files.writeString(work.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What operations cost the server, and what of it was its Java machine's compiler. */
    record Cost(double cpuNanos, double compilerNanos, long operations, double seconds, long failed) {
        double nanosEach() {
            return cpuNanos / operations;
        }

        double compilerNanosEach() {
            return compilerNanos / operations;
        }
    }

    /**
     * What a call cost the server, of it the thread that opens and closes its RTP ports, and what it cost the sipp that answers: always
     * the same work, so it tells how fast the machine is now.
     */
    record CallCost(Cost server, double relayNanosEach, double answeringNanosEach) {}

    Cost registrations(Subject subject, int count) {
        // always from one port: a phone refreshes its contact, and doesn't add another each time
        return measure(
                subject,
                count,
                () -> sipp(subject, "register.xml", Subjects.address(5), REGISTERING, count, List.of()));
    }

    /** Lets phones call, which are challenged. */
    CallCost calls(Subject subject, int count) {
        return calls(subject, count, "call-answered.xml", Subjects.address(5), 2001);
    }

    /** Lets a server call that is known by its address. */
    CallCost callsOfAPeer(Subject subject, int count) {
        return calls(subject, count, "call-of-a-peer.xml", Subjects.PEER, 2001);
    }

    /** The same, of calls that are signalling only: their media goes past Patchbay. */
    CallCost directCallsOfAPeer(Subject subject, int count) {
        return calls(subject, count, "call-of-a-peer.xml", Subjects.DIRECT_PEER, Subjects.DIRECT);
    }

    private CallCost calls(Subject subject, int count, String scenario, InetAddress from, int called) {
        String number = Integer.toString(called);
        try (Program answers = answering(subject, number)) {
            List<String> more = dialling(subject, number);
            double media = subject.threadNanos("patchbay-rtp");
            int port = PORTS.getAndIncrement();
            Cost server = measure(subject, count, () -> sipp(subject, scenario, from, port, count, more));
            double opened = subject.threadNanos("patchbay-rtp") - media;
            return new CallCost(server, opened / count, answers.cpuNanos() / (double) count);
        }
    }

    /** Lets phones call, {@code rate} calls a second for {@code length}; returns how many failed. */
    long callsAtRate(Subject subject, int rate, Duration length) {
        String number = Integer.toString(2001);
        int count = (int) (rate * length.toSeconds());
        try (Program answers = answering(subject, number)) {
            if (!answers.process().isAlive())
                throw new IllegalStateException("sipp does not answer: " + answers.said());
            List<String> more = new ArrayList<>(dialling(subject, number));
            more.addAll(List.of("-r", Integer.toString(rate)));
            return sipp(subject, "call-answered.xml", Subjects.address(5), PORTS.getAndIncrement(), count, more);
        }
    }

    /** Starts a phone that answers every call to {@code number}. */
    private Program answering(Subject subject, String number) {
        InetSocketAddress answering = new InetSocketAddress(Subjects.address(6), PORTS.getAndIncrement());
        register(subject, number, answering);
        List<String> words = new ArrayList<>(
                List.of("sipp", "-sf", scenarios.resolve("answer.xml").toString()));
        words.addAll(List.of("-i", answering.getHostString(), "-p", Integer.toString(answering.getPort())));
        words.addAll(List.of("-nostdin", "-buff_size", "8388608"));
        return Program.start(work, "answering", words);
    }

    private static List<String> dialling(Subject subject, String number) {
        return List.of("-key", "number", number, "-auth_uri", number + "@" + subject.host(), "-d", "0");
    }

    private static void register(Subject subject, String number, InetSocketAddress contact) {
        try (SipPhone phone = phone(subject, number)) {
            phone.askVerified(phone.newRegister().with("Contact", "*").with("Expires", 0));
            String uri = "<sip:%s@%s:%d>".formatted(number, contact.getHostString(), contact.getPort());
            var response =
                    phone.askVerified(phone.newRegister().with("Contact", uri).with("Expires", 3600));
            if (response.status() != 200) throw new IllegalStateException(subject.name() + ":\n" + response);
        }
    }

    private static SipPhone phone(Subject subject, String number) {
        return SipPhone.udp(
                        subject.sip(),
                        new InetSocketAddress(Subjects.address(7), 0),
                        number,
                        Subjects.password(Integer.parseInt(number)))
                .algorithm("MD5");
    }

    /** Returns how many failed. */
    private long sipp(Subject subject, String scenario, InetAddress from, int port, int count, List<String> more) {
        List<String> words = new ArrayList<>(List.of("sipp", subject.host()));
        words.addAll(List.of("-sf", scenarios.resolve(scenario).toString(), "-inf", "users.csv"));
        words.addAll(List.of("-i", from.getHostAddress()));
        words.addAll(List.of("-p", Integer.toString(port)));
        words.addAll(List.of("-m", Integer.toString(count), "-l", Integer.toString(AT_ONCE), "-r", "20000"));
        words.addAll(List.of("-nostdin", "-buff_size", "8388608", "-trace_stat", "-stf", "statistics.csv"));
        words.addAll(more);
        try {
            Files.deleteIfExists(work.resolve("statistics.csv"));
            int exit = Program.run(work, "calling", 600, words);
            if (exit != 0 && exit != 1) throw new IllegalStateException(scenario + ": sipp ended with " + exit);
            return failed(Files.readAllLines(work.resolve("statistics.csv")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long failed(List<String> statistics) {
        int column = List.of(statistics.getFirst().split(";")).indexOf("FailedCall(C)");
        return Long.parseLong(statistics.getLast().split(";")[column]);
    }

    private interface Operations {
        long run();
    }

    private static Cost measure(Subject subject, long count, Operations operations) {
        long cpu = subject.cpuNanos();
        double compiler = subject.compilerNanos();
        long begin = System.nanoTime();
        long failed = operations.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Cost(subject.cpuNanos() - cpu, subject.compilerNanos() - compiler, count, seconds, failed);
    }

    /** Sets up so many calls, and lets them talk for {@code length}; returns the cost for the packets that the server relayed. */
    Cost relay(Subject subject, int calls, Duration length) {
        try (Talks talks = new Talks(subject)) {
            talks.add(calls);
            talks.crowd.talk(Duration.ofSeconds(1));
            long cpu = subject.cpuNanos();
            double compiler = subject.compilerNanos();
            RtpCrowd.Count count = talks.crowd.talk(length);
            return new Cost(
                    subject.cpuNanos() - cpu,
                    subject.compilerNanos() - compiler,
                    count.heard(),
                    length.toMillis() / 1e3,
                    count.lost());
        }
    }

    /** Sets up {@code calls} thrice; returns how many bytes each of them needs. */
    List<Double> memory(Subject subject, int calls) {
        List<Double> bytes = new ArrayList<>();
        try (Talks talks = new Talks(subject)) {
            talks.add(calls); // tables grow to their size
            for (int i = 0; i < 3; i++) {
                long before = subject.memoryBytes();
                talks.add(calls);
                bytes.add((subject.memoryBytes() - before) / (double) calls);
            }
        }
        return bytes;
    }

    /** Calls between two phones that are up until this is closed. */
    private static final class Talks implements AutoCloseable {
        private final Subject subject;
        private final SipPhone caller;
        private final SipPhone callee;
        private final RtpCrowd crowd = new RtpCrowd(Subjects.address(8));
        private final List<Dialog> dialogs = new ArrayList<>();

        Talks(Subject subject) {
            this.subject = subject;
            this.caller = phone(subject, "2010");
            this.callee = phone(subject, "2011");
            callee.askVerified(callee.newRegister().with("Contact", "*").with("Expires", 0));
            callee.register();
        }

        void add(int calls) {
            for (int i = 0; i < calls; i++) dialogs.add(connect(subject, caller, callee, crowd));
        }

        @Override
        public void close() {
            for (Dialog dialog : dialogs) {
                dialog.send("BYE");
                callee.answerByes(1);
            }
            crowd.close();
            caller.close();
            callee.close();
        }
    }

    private static Dialog connect(Subject subject, SipPhone caller, SipPhone callee, RtpCrowd crowd) {
        RtpCrowd.Talker one = crowd.newTalker();
        RtpCrowd.Talker other = crowd.newTalker();
        OutgoingCall call = caller.call(callee.number(), Sdp.offer(one.address(), Sdp.PCMU));
        IncomingCall incoming = callee.expectCall();
        incoming.sendAnswer(Sdp.offer(other.address(), Sdp.PCMU));
        Dialog dialog = call.talk();
        incoming.expectAck(); // of a proxy it is the caller's
        if (!dialog.remoteSdp().rtp().getAddress().equals(subject.sip().getAddress())) {
            throw new IllegalStateException(subject.name() + " lets the phones send RTP to each other");
        }
        one.talk(dialog.remoteSdp().rtp(), other);
        other.talk(incoming.offer().rtp(), one);
        return dialog;
    }
}
