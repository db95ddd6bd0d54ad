package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;

/** Starts the servers, each at an address of its own. */
record Subjects(Path root, Path work) {
    private static final int NET = 10 + (int) (ProcessHandle.current().pid() % 200);

    /** A server whose calls need no password. */
    static final InetAddress PEER = address(9);

    /** Another one, whose media goes past Patchbay when it calls {@link #DIRECT}. */
    static final InetAddress DIRECT_PEER = address(10);

    /** A user whose media may go past Patchbay. */
    static final int DIRECT = 2002;

    static InetAddress address(int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) NET, 9, (byte) host});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String password(int number) {
        return "secret-of-" + number;
    }

    Subject patchbay() {
        return patchbay("""
            internal:
              - {match: "XXXX", do: [{dial: {user: "${number}", ring: 20s}}, {hangup: no-answer}]}
            """, "");
    }

    Path home() {
        return root.resolve("distribution/target/patchbay");
    }

    /** Returns the folder of Patchbay's users, settings and jars. */
    Path instance() {
        return work.resolve("patchbay");
    }

    /** Starts Patchbay with a dialplan and with more options of the Java machine, one a line. */
    Subject patchbay(String dialplan, String javaOptions) {
        InetAddress address = address(1);
        Path home = home();
        String command = home.resolve("bin/patchbay").toString();
        Path instance = instance();
        Program.run(work, "create", 60, List.of(command, "create", instance.toString()));
        write(instance.resolve("etc/users.yaml"), users());
        write(instance.resolve("etc/dialplan.yaml"), dialplan);
        write(instance.resolve("etc/trunks.yaml"), """
            trunks:
              - {name: peer, server: %1$s, match: %1$s, context: internal, options.seconds: 0}
              - {name: direct, server: %2$s, match: %2$s, context: internal, options.seconds: 0, media: direct}
            """.formatted(PEER.getHostAddress(), DIRECT_PEER.getHostAddress()));
        append(instance.resolve("etc/java.options"), javaOptions);
        write(instance.resolve("etc/org.patchbay.sip.digest.config"), "algorithms=[\"MD5\"]\n");
        // one sipp stands for a thousand phones
        write(instance.resolve("etc/org.patchbay.sip.stack.config"), "source.messages.per.second=I\"0\"\n");
        String host = address.getHostAddress();
        Program program = Program.start(
                work,
                "patchbay",
                List.of(
                        command,
                        "run",
                        "--instance",
                        instance.toString(),
                        "--sip-address",
                        host,
                        "--sip-port",
                        "5060",
                        "--rtp-address",
                        host,
                        "--rtp-ports",
                        "20000-29999",
                        "--console-address",
                        host,
                        "--console-port",
                        "8080"));
        return up(new Subject("Patchbay", true, new InetSocketAddress(address, 5060), List.of(program)));
    }

    private static String users() {
        return IntStream.range(1000, 2100)
                .mapToObj(number -> "  - {number: \"%d\", name: User %d, password: %s, media: %s}\n"
                        .formatted(number, number, password(number), number == DIRECT ? "direct" : "relayed"))
                .collect(Collectors.joining("", "users:\n", ""));
    }

    Subject kamailio() {
        return kamailio("kamailio (proxy)", address(2), false, List.of());
    }

    Subject kamailioWithRtpengine() {
        InetAddress address = address(3);
        String host = address.getHostAddress();
        Program rtpengine = Program.start(
                work,
                "rtpengine",
                List.of(
                        "rtpengine",
                        "--foreground",
                        "--log-stderr",
                        "--log-level=3",
                        "--table=-1",
                        "--interface=" + host,
                        "--listen-ng=" + host + ":2223",
                        "--port-min=10000",
                        "--port-max=59999",
                        // its default keeps the ports of a call for half a minute, and 2,500 calls would be all
                        "--delete-delay=0",
                        "--pidfile=" + work.resolve("rtpengine.pid")));
        return kamailio("kamailio + rtpengine", address, true, List.of(rtpengine));
    }

    private Subject kamailio(String name, InetAddress address, boolean media, List<Program> more) {
        String host = address.getHostAddress();
        Path run = work.resolve("kamailio-" + host);
        List<String> words = List.of(
                "kamailio",
                "-f",
                root.resolve("itests/bench/kamailio.cfg").toString(),
                "-DD",
                "-E",
                "-m",
                "1024",
                "-Y",
                run.toString(),
                "-P",
                run.resolve("pid").toString(),
                "-A",
                "SIP_ADDRESS=" + host,
                "-A",
                "SIP_PORT=5060",
                "-A",
                "NG=\"udp:" + host + ":2223\"",
                "-A",
                "PEER=\"" + PEER.getHostAddress() + "\"",
                "-A",
                media ? "WITH_MEDIA" : "WITHOUT_MEDIA");
        List<Program> programs = new java.util.ArrayList<>(more);
        programs.add(Program.start(run, "kamailio", words));
        return up(new Subject(name, media, new InetSocketAddress(address, 5060), programs));
    }

    private static Subject up(Subject subject) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!answers(subject)) {
            boolean ended = subject.programs().stream()
                    .anyMatch(program -> !program.process().isAlive());
            if (ended || Instant.now().isAfter(end)) {
                String said = subject.programs().getLast().said();
                subject.close();
                throw new IllegalStateException(subject.name() + " does not start:\n" + said);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return subject;
    }

    private static boolean answers(Subject subject) {
        try (SipPhone phone = SipPhone.udp(subject.sip(), new InetSocketAddress(address(4), 0), "probe", "")) {
            SipMessage options = phone.newRequest("OPTIONS", "sip:" + subject.host());
            phone.send(options);
            phone.expect("answer", message -> message.status() == 200, Duration.ofMillis(500));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
