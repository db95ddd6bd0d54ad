package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTableTest {
    private static final String TABLE = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:13C4 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0        0 4242 1 0000
        """;

    @TempDir
    private Path proc;

    @BeforeEach
    void listenAsAsterisk() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("4711/fd"));
        Files.writeString(proc.resolve("4711/comm"), "asterisk\n");
        Files.createSymbolicLink(proc.resolve("4711/fd/7"), Path.of("socket:[4242]"));
    }

    @Test
    void namesTheProgramThatHasAPort() throws IOException {
        Files.writeString(proc.resolve("net/udp"), TABLE.formatted("07"));

        assertThat(new SocketTable(proc).owner("udp", 5060)).contains("pid 4711 (asterisk)");
    }

    @Test
    void leavesOutConnectionsFromThePort() throws IOException {
        Files.writeString(proc.resolve("net/tcp"), TABLE.formatted("01"));

        assertThat(new SocketTable(proc).owner("tcp", 5060)).isEmpty();
    }

    @Test
    void findsListenersOfIpv6() throws IOException {
        Files.writeString(proc.resolve("net/tcp6"), TABLE.formatted("0A"));

        assertThat(new SocketTable(proc).owner("tcp", 5060)).contains("pid 4711 (asterisk)");
    }

    @Test
    void saysSoWhenTheProcessIsHidden() throws IOException {
        Files.writeString(proc.resolve("net/udp"), TABLE.formatted("07"));
        Files.delete(proc.resolve("4711/fd/7"));

        assertThat(new SocketTable(proc).owner("udp", 5060)).contains("a program of another user");
    }

    @Test
    void knowsNothingWithoutProc() {
        assertThat(new SocketTable(proc.resolve("none")).owner("udp", 5060)).isEmpty();
    }
}
