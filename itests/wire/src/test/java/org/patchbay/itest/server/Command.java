package org.patchbay.itest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program to be run, with a time limit and its output in a file. */
public record Command(List<String> words, Map<String, String> environment, Optional<Path> folder) {
    /** How a program ended, and what it said. */
    public record Result(int exitCode, String output) {}

    /** A program that runs. */
    public record Running(Process process, Path output) implements AutoCloseable {
        public String said() {
            try {
                return Files.exists(output)
                        ? Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1)
                        : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Writes a line to the input of a program that was started with {@link Command#startTold}. */
        public void tell(String line) {
            try {
                process.getOutputStream().write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(said(), e);
            }
        }

        /** Waits for the end; kills the program and throws when it comes too late. */
        public Result await(Duration limit) {
            try {
                if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new Result(process.exitValue(), said());
                }
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("still running after " + limit + ":\n" + said());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Ends the program: SIGTERM, and SIGKILL when that is not enough. */
        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(8, TimeUnit.SECONDS))
                    process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Optional.empty());
    }

    public Command with(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new Command(all, environment, folder);
    }

    public Command with(String... more) {
        return with(List.of(more));
    }

    public Command environment(String name, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(name, value);
        return new Command(words, all, folder);
    }

    public Command in(Path newFolder) {
        return new Command(words, environment, Optional.of(newFolder));
    }

    public Running start(Path output) {
        return start(output, ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** Starts the program with an input that the test writes. */
    public Running startTold(Path output) {
        return start(output, ProcessBuilder.Redirect.PIPE);
    }

    private Running start(Path output, ProcessBuilder.Redirect input) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(input)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        folder.ifPresent(path -> builder.directory(path.toFile()));
        try {
            return new Running(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Result run(Duration limit) {
        try {
            Path output = Files.createTempFile("command", ".out");
            Result result = start(output).await(limit);
            Files.delete(output);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the program; throws with its output unless it ends with 0. */
    public String mustRun(Duration limit) {
        Result result = run(limit);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(words + " ended with " + result.exitCode() + ":\n" + result.output());
        }
        return result.output();
    }
}
