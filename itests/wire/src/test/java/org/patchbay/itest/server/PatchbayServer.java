package org.patchbay.itest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.itest.phone.SipPhone;

/** One running server with an instance folder of its own. */
public final class PatchbayServer implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("patchbay.home", "../../distribution/target/patchbay"))
            .toAbsolutePath()
            .normalize();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Pattern CONSOLE_PASSWORD = Pattern.compile("user admin +password (\\S+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InstanceFolder instance;
    private final InetSocketAddress sip;
    private final InetSocketAddress console;
    private String consolePassword = "";
    private Command.Running running;
    private Duration startTime = Duration.ZERO;

    private PatchbayServer(String name, InetAddress address) {
        this.instance = InstanceFolder.create(HOME, Path.of("target", "instances", name));
        this.sip = Loopback.free(address);
        this.console = Loopback.free(address);
    }

    /** Starts a server at {@code address} and waits until it answers. */
    public static PatchbayServer start(String name, InetAddress address) {
        PatchbayServer server = new PatchbayServer(name, address);
        server.start();
        return server;
    }

    /** Returns the program {@code bin/patchbay}. */
    public static String program() {
        return HOME.resolve("bin/patchbay").toString();
    }

    /** Starts the process again with the same instance. */
    public void start() {
        Instant begin = Instant.now();
        running = command().start(instance.folder().resolve("output.log"));
        awaitUp();
        startTime = Duration.between(begin, Instant.now());
        Matcher matcher = CONSOLE_PASSWORD.matcher(running.said());
        if (matcher.find()) consolePassword = matcher.group(1);
    }

    /** Returns the command that runs this instance at its addresses. */
    public Command command() {
        return command(instance, sip, console);
    }

    /** Returns the command that runs an instance of that name at {@code otherSip}. */
    public Command otherInstance(String name, InetSocketAddress otherSip) {
        InstanceFolder other = InstanceFolder.create(HOME, Path.of("target", "instances", name));
        return command(other, otherSip, Loopback.free(otherSip.getAddress()));
    }

    private static Command command(InstanceFolder instance, InetSocketAddress sip, InetSocketAddress console) {
        String host = sip.getAddress().getHostAddress();
        return Command.of(program(), "run")
                .with("--instance", instance.folder().toString())
                .with("--sip-address", host, "--sip-port", Integer.toString(sip.getPort()))
                .with("--rtp-address", host, "--rtp-ports", "20000-29999")
                .with("--console-address", host, "--console-port", Integer.toString(console.getPort()));
    }

    private void awaitUp() {
        Instant end = Instant.now().plus(START_LIMIT);
        while (!running.said().contains("Patchbay is up") || !answers()) {
            if (!running.process().isAlive()) throw new IllegalStateException("it has not started:\n" + log());
            if (Instant.now().isAfter(end)) {
                String log = log();
                close();
                throw new IllegalStateException("it does not answer after " + START_LIMIT + ":\n" + log);
            }
            Waiting.pause(Duration.ofMillis(50));
        }
    }

    private boolean answers() {
        try (SipPhone phone = SipPhone.udp(sip, new InetSocketAddress(sip.getAddress(), 0), "probe", "")) {
            var options = phone.newRequest("OPTIONS", "sip:" + phone.serverHost());
            phone.send(options);
            phone.expect("answer", message -> message.status() == 200, Duration.ofMillis(300));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    public InstanceFolder instance() {
        return instance;
    }

    public InetSocketAddress sip() {
        return sip;
    }

    public InetSocketAddress console() {
        return console;
    }

    public long pid() {
        return running.process().pid();
    }

    /** Returns how long it took from starting the process to the first answer. */
    public Duration startTime() {
        return startTime;
    }

    public boolean isAlive() {
        return running.process().isAlive();
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        running.process().destroy();
    }

    /** Waits for the end of the process and returns its exit code. */
    public int awaitEnd(Duration limit) {
        return running.await(limit).exitCode();
    }

    /** Returns the server's counters. */
    public ServerStatus status() {
        return ServerStatus.parse(get("/system/console/patchbay/status.json"));
    }

    /** Returns how many bytes the server's live objects have. The heap's own figure counts ZGC's pages, half empty or not. */
    public long liveBytes() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Command.of(jcmd, Long.toString(status().pid()), "GC.class_histogram")
                .mustRun(Duration.ofSeconds(30));
        return histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(histogram));
    }

    /** Returns a browser at the console that knows its password. */
    public ConsoleBrowser browser() {
        return new ConsoleBrowser(console, "admin", consolePassword);
    }

    /** Fetches a page of the console with the console's password. */
    public String get(String path) {
        String credentials =
                Base64.getEncoder().encodeToString(("admin:" + consolePassword).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + console.getAddress().getHostAddress() + ":" + console.getPort() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + credentials)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) throw new IllegalStateException(path + ": " + response.statusCode());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns all that the server has said: on its terminal and in its log files. */
    public String log() {
        StringBuilder text = new StringBuilder(running.said());
        for (Path file : instance.logFiles()) text.append(InstanceFolder.read(file));
        return text.toString();
    }

    /** Returns the last lines of the log. */
    public String logTail(int lines) {
        List<String> all = log().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    @Override
    public void close() {
        running.close();
    }

    /** Ends the process with SIGKILL, as a power cut does, and waits until it is gone. */
    public void kill() {
        running.process().destroyForcibly();
        running.await(Duration.ofSeconds(10));
    }

    /** Returns the folder of the distribution. */
    public static Path home() {
        return HOME;
    }

    /** Tells whether the distribution has been built. */
    public static boolean isBuilt() {
        return Files.isExecutable(HOME.resolve("bin/patchbay"));
    }
}
