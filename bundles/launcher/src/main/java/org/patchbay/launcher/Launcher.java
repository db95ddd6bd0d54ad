package org.patchbay.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs, starts, stops and creates instances of the server; the class that {@code bin/patchbay} calls. */
public final class Launcher {
    /** Begins the last thing a server says when it starts. */
    static final String UP = "Patchbay is up";

    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3; // as the Linux Standard Base has it for status
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration SERVICES_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofMillis(4500);

    /** Whoever has these can take a call. */
    private static final List<String> SERVICES = List.of(
            "org.patchbay.sip.SipTransactions",
            "org.patchbay.channel.Channels",
            "org.patchbay.application.Applications");

    private final Path home;
    private final PrintStream out;

    private Launcher(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /** Does what the arguments say and ends the process with 0, 1, or for {@code status} 3 when nothing runs. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("patchbay.installation", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(new Launcher(home, System.out).perform(List.of(arguments)));
    }

    private int perform(List<String> arguments) {
        try {
            if (arguments.indexOf("new-feature") == 0) return newFeature(arguments.subList(1, arguments.size()));
            CommandLine line = CommandLine.parse(arguments);
            Installation installation = new Installation(home, line.instance().orElse(home));
            return switch (line.command()) {
                case RUN -> run(installation, line);
                case START -> start(installation, line);
                case STOP -> stop(installation);
                case STATUS -> status(installation);
                case CREATE -> create(installation);
                case HELP -> help();
            };
        } catch (UsageException | IOException e) {
            System.err.println("patchbay: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int run(Installation installation, CommandLine line) throws IOException, InterruptedException {
        installation.prepare();
        try (FileChannel _ = InstanceLock.of(installation).take()) {
            Settings settings = Settings.read(installation.etc(), line.overrides());
            Greeting greeting = prepare(installation, settings);
            System.setProperty("patchbay.log", installation.log().toString());
            System.setProperty(
                    "logback.configurationFile",
                    installation.etc().resolve("logback.xml").toString());
            Server server = Server.of(installation, settings.properties(), line.shell());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(SHUTDOWN_LIMIT), "patchbay-stop"));
            server.start();
            out.print(greeting.up(uptime(), server.awaitServices(SERVICES, SERVICES_LIMIT)));
            server.awaitStop();
            return 0;
        }
    }

    /** Does what must be done where the user sees it: checks the ports, makes and shows the passwords. */
    private Greeting prepare(Installation installation, Settings settings) throws IOException {
        Path etc = installation.etc();
        SocketTable sockets = new SocketTable(Path.of("/proc"));
        for (String transport : List.of("udp", "tcp")) {
            new PortProbe(transport, settings.sip()).require(Setting.SIP_PORT, Setting.SIP_ADDRESS, etc, sockets);
        }
        new PortProbe("tcp", settings.console()).require(Setting.CONSOLE_PORT, Setting.CONSOLE_ADDRESS, etc, sockets);
        Greeting greeting = new Greeting(settings, etc);
        out.print(greeting.secrets(new FirstStart(etc, new SecureRandom()).prepare()));
        return greeting;
    }

    private int start(Installation installation, CommandLine line) throws IOException, InterruptedException {
        installation.prepare();
        try (FileChannel _ = InstanceLock.of(installation).take()) {
            prepare(installation, Settings.read(installation.etc(), line.overrides()));
        }
        out.print(new Background(installation).start(line.settings(), START_LIMIT));
        return 0;
    }

    private int stop(Installation installation) throws IOException, InterruptedException {
        Optional<ProcessHandle> server = InstanceLock.of(installation).owner();
        if (server.isEmpty()) {
            out.println("Patchbay is not running.");
            return 0;
        }
        new Background(installation).stop(server.get(), STOP_LIMIT);
        out.println("Patchbay has stopped.");
        return 0;
    }

    private int status(Installation installation) throws IOException {
        Optional<ProcessHandle> server = InstanceLock.of(installation).owner();
        out.println(server.map(process -> "Patchbay runs, pid " + process.pid() + ".")
                .orElse("Patchbay is not running."));
        return server.isPresent() ? 0 : NOT_RUNNING;
    }

    private int create(Installation installation) throws IOException {
        installation.create();
        out.println("""
            %s is ready. Beside another instance it needs ports of its own:
              patchbay run --instance %s --sip-port 5070 --rtp-ports 32768-40000 --console-port 8081
            or the same in its etc/*.config.\
            """.formatted(installation.instance(), installation.instance()));
        return 0;
    }

    private int newFeature(List<String> arguments) throws IOException {
        Path project = NewFeature.parse(arguments).write(Path.of("").toAbsolutePath(), home);
        out.println("""
            %s is ready: "mvn package" there builds and tests it, and its README.md says how it gets into the server.\
            """.formatted(project));
        return 0;
    }

    private int help() {
        out.print("""
            patchbay [run]         run in the foreground until Ctrl-C
            patchbay start         run in the background
            patchbay stop          end the one in the background
            patchbay status        say whether it runs; exit code 3 when it doesn't
            patchbay create DIR    make another instance, with its own etc, deploy, data, log
            patchbay new-feature NAME [--like %s] [--package com.example.name]
                                   make a Maven project for a feature of your own, in a folder NAME

            --instance DIR         the instance meant; without it the one in
                                   %s
            --shell                with run: a Gogo shell on the terminal
            --verbose              say which Java is taken

            With run and start, instead of what the files in etc say:
            """.formatted(String.join("|", NewFeature.EXAMPLES), home));
        for (Setting setting : Setting.values()) {
            out.printf("--%-20s %s in %s%n", setting.option(), setting.key(), setting.file());
        }
        return 0;
    }

    private static Duration uptime() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }
}
