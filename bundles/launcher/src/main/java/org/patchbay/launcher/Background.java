package org.patchbay.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server as a process of its own, which outlives the terminal. */
record Background(Installation installation) {
    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * Starts the process and waits until it is up.
     *
     * @return what it said on its standard output
     * @throws UsageException when it ended, or is not up after {@code limit}
     */
    String start(List<String> settings, Duration limit) throws IOException, InterruptedException {
        Path output = installation.log().resolve("start.log");
        Process process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        Instant end = Instant.now().plus(limit);
        while (Instant.now().isBefore(end)) {
            String said = Files.readString(output);
            if (said.contains(Launcher.UP)) return said;
            if (!process.isAlive()) throw new UsageException("it did not start:\n" + said);
            Thread.sleep(POLL);
        }
        throw new UsageException("it is not up after " + limit.toSeconds() + " s; see " + output);
    }

    /**
     * Ends {@code process} as SIGTERM does, and kills it when it still has the instance after {@code limit}. The lock tells,
     * since a process that ended stays in the table of processes until its parent asks for its exit code.
     */
    void stop(ProcessHandle process, Duration limit) throws IOException, InterruptedException {
        InstanceLock lock = InstanceLock.of(installation);
        process.destroy();
        Instant end = Instant.now().plus(limit);
        while (lock.owner().isPresent() && Instant.now().isBefore(end)) {
            Thread.sleep(POLL);
        }
        if (lock.owner().isPresent() && !process.destroyForcibly()) {
            throw new UsageException("pid " + process.pid() + " can't be stopped");
        }
    }

    /** The same Java with the same options as this process, out of reach of the terminal's signals. */
    private List<String> command(List<String> settings) {
        List<String> command = new ArrayList<>();
        detacher().ifPresent(command::add);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "run"));
        command.add("--instance=" + installation.instance());
        command.addAll(settings);
        return command;
    }

    private static Optional<String> detacher() {
        return List.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup").stream()
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
    }
}
