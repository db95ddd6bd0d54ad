package org.patchbay.itest.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.TestUsers;

/** linphonec, told on its standard input what to do. */
public final class Linphone implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Path home;
    private final String number;
    private final InetSocketAddress server;
    private final Wire wire;
    private Command.Running running;

    public Linphone(Wire wire, String number, InetSocketAddress server) {
        this.home = Path.of("target", "linphone", wire.name() + "-" + number).toAbsolutePath();
        this.number = number;
        this.server = server;
        this.wire = wire;
    }

    /** Registers, calls {@code other}, hangs up when sound flows, and returns what it said of it. */
    public String registerAndCall(String other) {
        register();
        running.tell("call sip:" + other + "@" + host());
        awaitSaid("LinphoneCallStreamsRunning");
        running.tell("terminate");
        awaitSaid("LinphoneCallReleased");
        return end();
    }

    /** Starts and registers. */
    public void register() {
        running = start();
        awaitSaid("[LinphoneRegistrationOk]");
        running.tell("status register");
        awaitSaid("registered, identity=");
    }

    /** Sends {@code other} a message. */
    public void write(String other, String text) {
        running.tell("chat sip:" + other + "@" + host() + " " + text);
    }

    /** Waits until it has said {@code words} on its terminal. */
    public void awaitSaid(String words) {
        // what a program says is read octet by octet
        String octets = new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Awaitility.await("linphonec says " + words)
                .atMost(LIMIT)
                .failFast("linphonec has ended", () -> !running.process().isAlive())
                .until(() -> running.said().contains(octets));
    }

    /** Ends it, and returns all that it said. */
    public String end() {
        running.tell("quit");
        return running.await(LIMIT).output();
    }

    /** Ends it if it still runs. */
    @Override
    public void close() {
        if (running != null) running.close();
    }

    private String host() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    private Command.Running start() {
        // it listens at every address of the machine, where a server of the tests may have its WebSocket
        int port = Loopback.free(new InetSocketAddress(0).getAddress()).getPort();
        try {
            Files.createDirectories(home.resolve(".local/share/linphone"));
            Files.writeString(home.resolve("linphonerc"), """
                [sip]
                sip_port=%1$d
                sip_tcp_port=%1$d
                sip_tls_port=%2$d
                verify_server_certs=0
                verify_server_cn=0
                default_proxy=0
                [rtp]
                audio_rtp_port=%3$d
                [proxy_0]
                reg_proxy=<sip:%4$s%5$s>
                reg_identity=sip:%6$s@%4$s
                reg_expires=600
                reg_sendregister=1
                [auth_info_0]
                username=%6$s
                passwd=%7$s
                realm=*
                """.formatted(
                            port,
                            port + 1,
                            port + 8000,
                            host(),
                            ";transport=" + wire.name().toLowerCase(java.util.Locale.ROOT),
                            number,
                            TestUsers.password(number)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Command.of("linphonec", "-c", home.resolve("linphonerc").toString(), "-d", "1")
                .environment("HOME", home.toString())
                .startTold(home.resolve("output.log"));
    }
}
