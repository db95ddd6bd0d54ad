package org.patchbay.itest.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** A server that is measured: its programs, and where it speaks SIP. */
record Subject(String name, boolean media, InetSocketAddress sip, List<Program> programs) implements AutoCloseable {
    long cpuNanos() {
        return programs.stream().mapToLong(Program::cpuNanos).sum();
    }

    long memoryBytes() {
        return programs.stream().mapToLong(Program::memoryBytes).sum();
    }

    String host() {
        return sip.getAddress().getHostAddress() + ":" + sip.getPort();
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
    }
}
