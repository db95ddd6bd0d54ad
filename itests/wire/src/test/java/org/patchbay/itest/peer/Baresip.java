package org.patchbay.itest.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.TestUsers;

/** A baresip without a sound card: it speaks a file, and records what it hears. */
public final class Baresip {
    private static final String MODULES = "/usr/lib/baresip/modules";

    /** Account settings of a phone that wants SRTP or nothing, with keys in its descriptions. */
    public static final String SRTP = ";mediaenc=srtp-mand";

    private final Path folder;
    private final String number;
    private final InetSocketAddress server;
    private final Wire wire;
    private final InetSocketAddress control;
    private Command.Running running;

    public Baresip(String name, String number, InetSocketAddress server, Path speech) {
        this(name, number, server, Wire.UDP, speech);
    }

    public Baresip(String name, String number, InetSocketAddress server, Wire wire, Path speech) {
        this(name, number, server, wire, speech, "");
    }

    /** @param account settings of the account besides the usual ones */
    public Baresip(String name, String number, InetSocketAddress server, Wire wire, Path speech, String account) {
        this(name, number, server, wire, speech, "PCMU/8000/1", account);
    }

    /** @param codec the one that it uses, as baresip names it: {@code G722/16000/1}; {@code speech} has its rate */
    public Baresip(
            String name,
            String number,
            InetSocketAddress server,
            Wire wire,
            Path speech,
            String codec,
            String account) {
        this.wire = wire;
        this.folder = Path.of("target", "baresip", name).toAbsolutePath();
        this.number = number;
        this.server = server;
        this.control = Loopback.free(Loopback.address(5, 1));
        InetSocketAddress local = Loopback.free(Loopback.address(5, name.length() + name.charAt(0) % 7));
        write("config", config(local, speech, codec.split("/")[1]));
        write(
                "accounts",
                "<sip:%s@%s;transport=%s>;auth_user=%s;auth_pass=%s;regint=600;answermode=auto;audio_codecs=%s%s\n"
                        .formatted(
                                number,
                                host(),
                                wire.name().toLowerCase(Locale.ROOT),
                                number,
                                TestUsers.password(number),
                                codec,
                                account));
        write("contacts", "");
    }

    private String host() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    // net_interface takes an address too, and without it baresip sends RTP from the first network card
    private String config(InetSocketAddress local, Path speech, String rateHz) {
        String host = local.getAddress().getHostAddress();
        return """
            sip_listen %s:%d
            net_interface %s
            sip_verify_server no
            module_path %s
            module g711.so
            module g722.so
            module opus.so
            ausrc_srate %s
            ausrc_channels 1
            module aufile.so
            module aubridge.so
            module sndfile.so
            module srtp.so
            module_tmp account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen %s:%d
            audio_source aufile,%s
            audio_player aubridge,nowhere
            audio_alert aubridge,nowhere
            snd_path %s
            """.formatted(
                        host,
                        local.getPort(),
                        host,
                        MODULES,
                        rateHz,
                        control.getAddress().getHostAddress(),
                        control.getPort(),
                        speech,
                        folder);
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(folder);
            for (Path old : recordings()) Files.delete(old);
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String number() {
        return number;
    }

    /** Registers and waits for calls, which it answers. */
    public Command.Running start() {
        running = Command.of("baresip", "-f", folder.toString()).start(folder.resolve("output.log"));
        return running;
    }

    /** Calls {@code other} and hangs up after {@code length}. */
    public void call(String other, Duration length) {
        running = Command.of("baresip", "-f", folder.toString(), "-t", Long.toString(length.toSeconds()))
                .with(
                        "-e",
                        "d sip:" + other + "@" + host() + ";transport="
                                + wire.name().toLowerCase(Locale.ROOT))
                .start(folder.resolve("output.log"));
        running.await(length.plusSeconds(15));
    }

    /** Puts who the phone talks with through to {@code other}, by the phone's own command. */
    public void transfer(String other) {
        String command = "{\"command\":\"transfer\",\"params\":\"sip:%s@%s\"}".formatted(other, host());
        try (Socket socket = new Socket(control.getAddress(), control.getPort())) {
            String netstring = command.length() + ":" + command + ",";
            socket.getOutputStream().write(netstring.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            int answered = socket.getInputStream().read();
            if (answered < 0) throw new IllegalStateException("baresip has closed its control port");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the phone has said {@code words} on its terminal. */
    public void awaitSaid(String words) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .failFast("baresip has ended", () -> !running.process().isAlive())
                .until(() -> running.said().contains(words));
    }

    /** Returns the recording of what the phone heard. */
    public Path heard() {
        return recordings().stream()
                .filter(file -> file.getFileName().toString().endsWith("-dec.wav"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing recorded; baresip said\n" + running.said()));
    }

    private List<Path> recordings() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".wav"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
