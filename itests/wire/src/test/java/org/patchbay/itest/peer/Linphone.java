package org.patchbay.itest.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.TestUsers;

/** linphonec, told on its standard input what to do. */
public final class Linphone {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Path home;
    private final String number;
    private final InetSocketAddress server;
    private final Wire wire;

    public Linphone(Wire wire, String number, InetSocketAddress server) {
        this.home = Path.of("target", "linphone", wire.name()).toAbsolutePath();
        this.number = number;
        this.server = server;
        this.wire = wire;
    }

    /** Registers, calls {@code other} for three seconds, and returns what it said of it. */
    public String registerAndCall(String other) {
        return run(
                "sleep 4; echo status register; sleep 1; echo 'call sip:%s@%s'; sleep 4; echo status hook; sleep 1; echo terminate"
                        .formatted(other, host()));
    }

    /** Registers, sends {@code other} a message, stays for as long as an answer may take, and returns what it said of it. */
    public String registerAndWrite(String other, String text) {
        return run("sleep 2; echo 'chat sip:%s@%s %s'; sleep 2".formatted(other, host(), text));
    }

    private String host() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    // linphonec reads ahead, so that something has to wait between its orders
    private String run(String orders) {
        int port = Loopback.free(Loopback.address(6, 1)).getPort();
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
            Path script = home.resolve("orders");
            Files.writeString(
                    script,
                    "(%s; sleep 1; echo quit) | linphonec -c %s -d 1\n".formatted(orders, home.resolve("linphonerc")));
            Command.Running running = Command.of("sh", script.toString())
                    .environment("HOME", home.toString())
                    .start(home.resolve("output.log"));
            return running.await(LIMIT).output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
