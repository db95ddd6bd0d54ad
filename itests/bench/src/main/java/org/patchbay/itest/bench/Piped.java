package org.patchbay.itest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that takes orders, a line each, and answers each with a line. It ends when its input does. */
record Piped(String name, Program program, BufferedReader answers) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    static Piped start(Path work, String name, List<String> words) {
        try {
            Path log = work.resolve(name + ".log");
            Process process =
                    new ProcessBuilder(words).redirectError(log.toFile()).start();
            return new Piped(name, new Program(process, log), process.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String order) {
        try {
            program.process().outputWriter().append(order).append('\n').flush();
        } catch (IOException e) {
            throw new IllegalStateException(name + " has ended:\n" + program.said(), e);
        }
        return answer();
    }

    String answer() {
        try {
            String line = CompletableFuture.supplyAsync(this::readLine).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (line == null) throw new IllegalStateException(name + " has ended:\n" + program.said());
            return line.strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(name + " doesn't answer:\n" + program.said(), e);
        }
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
