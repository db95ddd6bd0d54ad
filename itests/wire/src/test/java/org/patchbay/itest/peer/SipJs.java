package org.patchbay.itest.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.TestUsers;

/** A browser's SIP library (SIP.js, in Node), told what to do line by line. It has no sound: its descriptions name a port of the test's. */
public final class SipJs implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String number;
    private final Command.Running running;
    private int read;

    private SipJs(String number, Command.Running running) {
        this.number = number;
        this.running = running;
    }

    /** Starts one, which knows {@code server} but is not registered. */
    public static SipJs start(Wire wire, InetSocketAddress server, String number, InetSocketAddress media) {
        String host = server.getAddress().getHostAddress() + ":" + server.getPort();
        Path folder = folder();
        Command command = Command.of("node", "agent.js", wire.name().toLowerCase(Locale.ROOT) + "://" + host + "/")
                .with(number, TestUsers.password(number), host)
                .with(media.getAddress().getHostAddress(), Integer.toString(media.getPort()))
                .in(folder);
        return new SipJs(number, command.startTold(folder.resolve("agent-" + number + "-" + media.getPort() + ".log")));
    }

    /** Returns the folder that the library is in, installed when it is not there yet. */
    public static Path folder() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "js").toAbsolutePath());
            for (String file : List.of("package.json", "phone.js", "agent.js")) {
                Files.copy(Path.of("src/test/js", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.isDirectory(folder.resolve("node_modules/sip.js"))) {
                Command.of("npm", "install", "--no-audit", "--no-fund")
                        .in(folder)
                        .mustRun(Duration.ofSeconds(60));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String number() {
        return number;
    }

    public SipJs register() {
        tell("register");
        expect("registered");
        return this;
    }

    /** Registers as that device, and returns the URI that means it alone (RFC 5627). */
    public String register(String instance) {
        tell("register " + instance);
        return expect("registered (\\S+)");
    }

    /** Sends a message and returns the status that it is answered with. */
    public int message(String to, String text) {
        tell("message " + to + " " + encoded(text));
        return Integer.parseInt(expect("(?:accepted|rejected) \\d+ MESSAGE (\\d+)"));
    }

    /** Waits for the message of {@code sender}, and returns its text. */
    public String expectMessage(String sender) {
        return decoded(expect("message " + sender + " (\\S*)"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns what a script has printed of a text. */
    public static String decoded(String printed) {
        return URLDecoder.decode(printed, StandardCharsets.UTF_8);
    }

    /** Has it do what {@code src/test/js/agent.js} knows under the line's first word. */
    public void tell(String line) {
        running.tell(line);
    }

    /** Waits for a line that says so, after those that were read; returns the first group of {@code words}, or the line. */
    public String expect(String words) {
        Pattern line = Pattern.compile("(?m)^" + words + ".*$");
        Awaitility.await(number + " says " + words)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .failFast("it has ended", () -> !running.process().isAlive())
                .untilAsserted(() -> {
                    if (!line.matcher(unread()).find()) throw new AssertionError("it said\n" + running.said());
                });
        MatchResult found = line.matcher(unread()).results().findFirst().orElseThrow();
        read += found.end();
        return found.groupCount() > 0 ? found.group(1) : found.group();
    }

    /** Returns what it has said since the last line that was waited for. */
    public String unread() {
        return running.said().substring(read);
    }

    @Override
    public void close() {
        running.close();
    }
}
