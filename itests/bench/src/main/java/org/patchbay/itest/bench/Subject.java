package org.patchbay.itest.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** A server that is measured: its programs, and where it speaks SIP. */
record Subject(String name, boolean media, InetSocketAddress sip, List<Program> programs) implements AutoCloseable {
    long cpuNanos() {
        return programs.stream().mapToLong(Program::cpuNanos).sum();
    }

    /** Returns what the compiler of its Java machine has used; that is part of {@link #cpuNanos}. */
    double compilerNanos() {
        return isJava() ? threadNanos("C1 Compiler") + threadNanos("C2 Compiler") : 0;
    }

    /** Returns what threads have used whose names begin so. */
    double threadNanos(String name) {
        return programs.getFirst().threadNanos(name);
    }

    /** Tells whether it is compiled while it runs. */
    boolean isJava() {
        return programs.getFirst().isJava();
    }

    /** Returns what is in use: of a JVM its live objects, because it asks the system for its heap in advance. */
    long memoryBytes() {
        return programs.stream()
                .mapToLong(program -> program.isJava() ? program.liveBytes() : program.memoryBytes())
                .sum();
    }

    String host() {
        return sip.getAddress().getHostAddress() + ":" + sip.getPort();
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
    }
}
